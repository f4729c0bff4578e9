/** Final consonants of Korean syllables in the order of Unicode, as they are typed. */
const FINALS =
  'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ');
const FIRST_FINAL = 0x11a8;

const plain = (text: string) => text.normalize('NFKD').toLocaleLowerCase();

/** What was typed for a text, letter by letter: 한 is ㅎ, ㅏ, ㄴ, and so is the beginning of 하나. */
const letters = (text: string) =>
  plain(text).replace(/[\u11a8-\u11c2]/g, (final) => plain(FINALS[final.charCodeAt(0) - FIRST_FINAL] ?? ''));

/** The first consonants of its syllables: 점심 is ㅈㅅ. */
const initials = (text: string) => plain(text).replace(/[^\u1100-\u1112]/g, '');

/**
 * Whether a title has the text in it, in whatever case; also while its last Korean syllable is not whole yet, and by first
 * consonants alone.
 */
export function matchesTitle(title: string, wanted: string): boolean {
  const text = wanted.trim();
  return letters(title).includes(letters(text)) || (/^[ㄱ-ㅎ]+$/.test(text) && initials(title).includes(plain(text)));
}
