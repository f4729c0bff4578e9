import type { ko } from './ko.ts';

/** One phrase, or its plural forms as `Intl.PluralRules` names them, chosen by the parameter `count`. */
export type Phrase = string | { readonly one?: string; readonly other: string };
export type PhraseKey = keyof typeof ko;
export type Catalogue = Readonly<Record<PhraseKey, Phrase>>;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type TextOf<P> = P extends { readonly other: infer Text } ? Text : P;
type NamesIn<Key extends PhraseKey> = Placeholders<TextOf<(typeof ko)[Key]>>;
type ParamsOf<Names extends string> = { readonly [Name in Names]: Name extends 'count' ? number : string | number };

/** The parameters of a phrase: none, or one object with a value for each placeholder. */
export type PhraseArguments<Key extends PhraseKey> = [NamesIn<Key>] extends [never] ? [] : [ParamsOf<NamesIn<Key>>];

/** The phrase with its placeholders filled in. */
export function fillPhrase(
  phrase: Phrase,
  params: Readonly<Record<string, string | number>>,
  language: string,
): string {
  const text = typeof phrase === 'string' ? phrase : pluralForm(phrase, Number(params['count']), language);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name] ?? placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

function pluralForm(forms: Exclude<Phrase, string>, count: number, language: string): string {
  const one = new Intl.PluralRules(language).select(count) === 'one' ? forms.one : undefined;
  return one ?? forms.other;
}
