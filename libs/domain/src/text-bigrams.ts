/** A piece of a folded text as the full-text index knows it: a word, a pair of CJK characters, or the last one of a run. */
export interface Token {
  readonly text: string;
  /** Where it stands in the folded text. */
  readonly at: number;
}

const CJK = '(?=[\\p{L}\\p{N}\\p{M}])[\\p{scx=Han}\\p{scx=Hangul}\\p{scx=Hiragana}\\p{scx=Katakana}]';
const RUNS = new RegExp(`(?<cjk>(?:${CJK})+)|(?:(?!${CJK})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/**
 * Cuts a folded text into tokens. A run of CJK text becomes its pairs and then its last character (회의실: 회의, 의실, 실), so
 * that any part of it is a sequence of tokens, and any one character the beginning of a token.
 */
export function tokenize(folded: string): Token[] {
  return [...folded.matchAll(RUNS)].flatMap((run) => {
    const word = { text: run[0], at: run.index };
    return run.groups?.cjk === undefined ? [word] : pairsOf(word);
  });
}

function pairsOf(run: Token): Token[] {
  const characters = [...run.text];
  let at = run.at;
  return characters.map((character, index) => {
    const token = { text: character + (characters[index + 1] ?? ''), at };
    at += character.length;
    return token;
  });
}

/**
 * What a query asks for: sequences of tokens, each as `tokenize` makes them, the last one being the beginning of a token.
 * What stands together (API문서) is one sequence; spaces and signs separate. Distinct.
 */
export function queryPhrases(folded: string): string[][] {
  const phrases: Token[][] = [];
  for (const token of tokenize(folded)) {
    const phrase = phrases.at(-1);
    const last = phrase?.at(-1);
    if (phrase && last && token.at <= last.at + last.text.length) phrase.push(token);
    else phrases.push([token]);
  }
  const texts = phrases.map((phrase) => withoutLastOfPairs(phrase).map(({ text }) => text));
  return [...new Map(texts.map((phrase) => [phrase.join(' '), phrase])).values()];
}

/** The run may go on in the message: where the query ends with a pair, the character after it says nothing more. */
function withoutLastOfPairs(phrase: readonly Token[]): readonly Token[] {
  const [pair, single] = phrase.slice(-2);
  const repeats = pair && single && single.at < pair.at + pair.text.length;
  return repeats ? phrase.slice(0, -1) : phrase;
}
