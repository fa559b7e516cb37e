/** Least and greatest value that an output can take, whatever the market does. */
type Range = readonly [number, number];

const PERCENT: Range = [0, 100];
const SHARE: Range = [0, 1];
const SIGNED: Range = [-1, 1];
const POSITIVE: Range = [0, Infinity];

const WHOLE_INDICATOR: Readonly<Record<string, Range>> = {
  rsi: PERCENT,
  'stochastic-rsi': PERCENT,
  'connors-rsi': PERCENT,
  'ultimate-oscillator': PERCENT,
  mfi: PERCENT,
  adx: PERCENT,
  'williams-r': [-100, 0],
  cmo: [-100, 100],
  'efficiency-ratio': SHARE,
  cmf: SIGNED,
  'balance-of-power': SIGNED,
  autocorrelation: SIGNED,
  'price-volume-correlation': SIGNED,
  'true-range': POSITIVE,
  atr: POSITIVE,
  natr: POSITIVE,
  variance: POSITIVE,
  'standard-deviation': POSITIVE,
  'realised-volatility': POSITIVE,
  'parkinson-volatility': POSITIVE,
  'ulcer-index': POSITIVE,
  'mass-index': POSITIVE,
};

const OUTPUTS: Readonly<Record<string, Range>> = {
  'stochastic.k': PERCENT,
  'stochastic.d': PERCENT,
  'aroon.up': PERCENT,
  'aroon.down': PERCENT,
  'aroon.oscillator': [-100, 100],
  'supertrend.direction': SIGNED,
  'linear-regression.rSquared': SHARE,
  'donchian.width': POSITIVE,
  'donchian-prior.width': POSITIVE,
};

/** What an indicator's output can be at all. @see The definition of each indicator in the registry. */
export const rangeOf = (indicator: string, output: string): Range =>
  OUTPUTS[`${indicator}.${output}`] ?? WHOLE_INDICATOR[indicator] ?? [-Infinity, Infinity];

const BANDS = new Set(['bollinger', 'keltner', 'starc', 'envelope', 'donchian', 'donchian-prior']);
const RANKS: Readonly<Record<string, number>> = { lower: 0, middle: 1, upper: 2 };

/** Which of an indicator's bands lies above which: a higher rank is never below a lower one. Null for all others. */
export const bandRank = (indicator: string, output: string): number | null =>
  BANDS.has(indicator) ? (RANKS[output] ?? null) : null;

/** Outputs that no price of the same bar passes: +1 lies at or above its high, -1 at or below its low. */
export function envelopeOf(indicator: string, output: string): number {
  if (indicator !== 'donchian') return 0;
  return output === 'upper' ? 1 : output === 'lower' ? -1 : 0;
}
