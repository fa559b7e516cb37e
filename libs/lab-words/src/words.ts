import { fillIn, type Language, type WordParams } from './fill-in.ts';
import { sentences } from './sentences.ts';

/** What a code stands for. */
export type WordKind = keyof (typeof sentences)['en'];

/** The sentence of a code with its figures; a code that nobody put into words stands for itself, and a test finds it. */
export function words(kind: WordKind, code: string, { language, params = {} }: { language: Language; params?: WordParams }): string {
  const known = (sentences[language][kind] as Readonly<Record<string, string>>)[code];
  return known === undefined ? code : fillIn(known, params, language);
}

/** Whether a code has a sentence in both languages. */
export const hasWords = (kind: WordKind, code: string): boolean =>
  (['es', 'en'] as const).every((language) => Object.hasOwn(sentences[language][kind], code));
