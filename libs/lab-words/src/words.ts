import { CURRENCY, fillIn, type Language, type WordParams } from './fill-in.ts';
import { sentences } from './sentences.ts';

/** What a code stands for. */
export type WordKind = keyof (typeof sentences)['en'];

/** Params of a sentence that are codes themselves, by the name of the param. */
const CODE_PARAMS: Readonly<Record<string, WordKind>> = { losing: 'side', name: 'parameter' };

const table = (kind: WordKind, language: Language): Readonly<Record<string, string>> => sentences[language][kind];

/** In which language, with which figures, and what the money of the figures is called. */
export type Speaking = { language: Language; params?: WordParams; quote?: string };

/** The sentence of a code with its figures; a code that nobody put into words stands for itself, and a test finds it. */
export function words(kind: WordKind, code: string, { language, params = {}, quote }: Speaking): string {
  const known = wordOf(kind, code, language);
  const named = quote ? { ...params, [CURRENCY]: quote } : params;
  return known === undefined ? code : fillIn(known, spoken(named, language), language);
}

/** Whether a code has a sentence in both languages. */
export const hasWords = (kind: WordKind, code: string): boolean =>
  (['es', 'en'] as const).every((language) => wordOf(kind, code, language) !== undefined);

const wordOf = (kind: WordKind, code: string, language: Language): string | undefined =>
  Object.hasOwn(table(kind, language), code) ? table(kind, language)[code] : undefined;

/** A side or a parameter inside a sentence, in words. */
const spoken = (params: WordParams, language: Language): WordParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const kind = typeof value === 'string' ? CODE_PARAMS[name] : undefined;
      return [name, kind ? (wordOf(kind, String(value), language) ?? value) : value];
    }),
  );
