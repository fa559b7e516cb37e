import type { Bilingual } from '../bilingual.ts';

/** What a stress asked, and what came of it. */
export const stresses = { es: {}, en: {} } as const satisfies Bilingual;

/** What a fan does not show. */
export const caveats = { es: {}, en: {} } as const satisfies Bilingual;

/** How the paths of a fan were drawn. */
export const methods = {
  es: {
    'trade-shuffle': 'Las mismas operaciones en otro orden',
    bootstrap: 'Días sorteados de nuevo, por bloques',
    candles: 'Velas sorteadas de nuevo, con la estrategia repetida',
  },
  en: {
    'trade-shuffle': 'The same trades in another order',
    bootstrap: 'Days drawn again, in blocks',
    candles: 'Candles drawn again, with the strategy run anew',
  },
} as const satisfies Bilingual;
