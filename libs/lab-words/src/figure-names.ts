import type { Language } from './fill-in.ts';
import { figures } from './texts/figures.ts';

const column = (language: Language, at: 0 | 1): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(figures).map(([code, words]) => [code, words[language][at]]));

/** Names of figures by code. */
export const figureNames = (language: Language): Readonly<Record<string, string>> => column(language, 0);

/** What each figure means, in plain words. */
export const figureMeanings = (language: Language): Readonly<Record<string, string>> => column(language, 1);
