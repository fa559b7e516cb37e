import type { Bilingual } from './bilingual.ts';

/** Short texts by code: Spanish, then English. */
export type Pairs = Readonly<Record<string, readonly [es: string, en: string]>>;

const column = (pairs: Pairs, at: 0 | 1): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(pairs).map(([code, pair]) => [code, pair[at]]));

/** Pairs as texts by language. */
export const bothOf = (pairs: Pairs): Bilingual => ({ es: column(pairs, 0), en: column(pairs, 1) });
