/** Ways of drawing other pasts, and for each what its picture does not show; the screen has a sentence for each caveat. */
export const CAVEAT_OF = {
  'trade-shuffle': 'same-trades',
  bootstrap: 'same-days',
  candles: 'same-candles',
} as const;
export type FanMethod = keyof typeof CAVEAT_OF;
export const CAVEAT_CODES = Object.values(CAVEAT_OF);

/** Figures of a fan. Money is in quote units, falls and probabilities are fractions. */
export const FAN_FIGURES = [
  'paths',
  'blockLength',
  'finalP05',
  'finalP25',
  'finalP50',
  'finalP75',
  'finalP95',
  'fallP05',
  'fallP25',
  'fallP50',
  'fallP75',
  'fallP95',
  'ruin',
  'loss',
  'observedFinal',
  'observedFall',
] as const;
