import type { ParameterValues } from '../indicator/indicator.ts';

/** One published column and what of ours it is compared with. */
export type StockIndicatorsCase = {
  readonly file: string;
  readonly field: string;
  readonly indicator: string;
  readonly output?: string;
  readonly parameters?: ParameterValues;
  /** What a number of ours becomes in their unit. */
  readonly scale?: number;
  /** Bars that our value stands later than theirs, where theirs is drawn before it is known. */
  readonly later?: number;
};

/** A column by `file.field`, and the indicator and parameters that give it. */
const one = (column: string, indicator: string, parameters: ParameterValues = {}): StockIndicatorsCase => {
  const [file, field] = column.split('.');
  return { file: file!, field: field!, indicator, parameters };
};

const many = (
  file: string,
  indicator: string,
  { parameters = {}, fields }: { parameters?: ParameterValues; fields: Readonly<Record<string, string>> },
): StockIndicatorsCase[] =>
  Object.entries(fields).map(([field, output]) => ({ file, field, indicator, output, parameters }));

/** Every published column that we have an indicator for; those that differ stand in `goldenDifferences` too. */
export const stockIndicatorsCases: readonly StockIndicatorsCase[] = [
  one('sma.sma', 'sma', { period: 20 }),
  one('ema.ema', 'ema', { period: 20 }),
  one('wma.wma', 'wma', { period: 14 }),
  one('hma.hma', 'hma', { period: 14 }),
  one('smma.smma', 'rma', { period: 20 }),
  one('dema.dema', 'dema', { period: 14 }),
  one('tema.tema', 'tema', { period: 20 }),
  one('t3.t3', 't3', { period: 5, volumeFactor: 0.7 }),
  one('kama.kama', 'kama', { period: 10, fast: 2, slow: 30 }),
  one('kama.er', 'efficiency-ratio', { period: 10 }),
  one('alma.alma', 'alma', { period: 9, offset: 0.85, sigma: 6 }),
  one('vwma.vwma', 'vwma', { period: 14 }),
  one('dynamic.dynamic', 'mcginley', { period: 14, share: 0.6 }),
  ...many('ma-env', 'envelope', {
    parameters: { period: 20, offsetPct: 2.5 },
    fields: { centerline: 'middle', upperEnvelope: 'upper', lowerEnvelope: 'lower' },
  }),
  ...many('alligator', 'alligator', { fields: { jaw: 'jaw', teeth: 'teeth', lips: 'lips' } }),
  one('epma.epma', 'linear-regression', { period: 10 }),
  one('rsi.rsi', 'rsi', { period: 14 }),
  ...many('stoch', 'stochastic', { fields: { k: 'k', d: 'd', j: 'j' } }),
  ...many('stoch-rsi', 'stochastic-rsi', { fields: { stochRsi: 'k', signal: 'd' } }),
  one('willr.williamsR', 'williams-r', { period: 14 }),
  ...many('macd', 'macd', { fields: { macd: 'macd', signal: 'signal', histogram: 'histogram' } }),
  ...many('pvo', 'pvo', { fields: { pvo: 'pvo', signal: 'signal', histogram: 'histogram' } }),
  one('roc.momentum', 'mom', { period: 14 }),
  one('roc.roc', 'roc', { period: 14 }),
  one('trix.trix', 'trix', { period: 14 }),
  one('cci.cci', 'cci', { period: 20 }),
  one('cmo.cmo', 'chande-momentum', { period: 14 }),
  one('uo.ultimate', 'ultimate-oscillator'),
  ...many('tsi', 'tsi', { fields: { tsi: 'tsi', signal: 'signal' } }),
  { ...one('dpo.dpo', 'dpo', { period: 14 }), later: 8 },
  one('awesome.oscillator', 'awesome-oscillator'),
  one('crsi.connorsRsi', 'connors-rsi'),
  ...many('elder-ray', 'elder-ray', { fields: { bullPower: 'bullPower', bearPower: 'bearPower' } }),
  one('bop.bop', 'balance-of-power', { period: 14 }),
  ...many('adx', 'adx', { fields: { pdi: 'plusDi', mdi: 'minusDi', dx: 'dx', adx: 'adx', adxr: 'adxr' } }),
  ...many('aroon', 'aroon', { fields: { aroonUp: 'up', aroonDown: 'down', oscillator: 'oscillator' } }),
  one('supertrend.superTrend', 'supertrend', { period: 10, multiplier: 3 }),
  ...many('ichimoku', 'ichimoku', {
    fields: { tenkanSen: 'tenkan', kijunSen: 'kijun', senkouSpanA: 'senkouA', senkouSpanB: 'senkouB' },
  }),
  one('psar.sar', 'parabolic-sar', { step: 0.02, most: 0.2 }),
  ...many('vortex', 'vortex', { fields: { pvi: 'plus', nvi: 'minus' } }),
  one('chop.chop', 'choppiness', { period: 14 }),
  one('tr.tr', 'true-range'),
  one('atr.tr', 'true-range'),
  one('atr.atr', 'atr', { period: 14 }),
  one('atr.atrp', 'natr', { period: 14 }),
  ...many('bb', 'bollinger', {
    fields: { sma: 'middle', upperBand: 'upper', lowerBand: 'lower', percentB: 'percentB', width: 'width' },
  }),
  one('bb.zScore', 'z-score', { period: 20 }),
  ...many('keltner', 'keltner', {
    fields: { centerline: 'middle', upperBand: 'upper', lowerBand: 'lower', width: 'width' },
  }),
  ...many('starc', 'starc', { fields: { centerline: 'middle', upperBand: 'upper', lowerBand: 'lower' } }),
  ...many('donchian', 'donchian-prior', {
    fields: { centerline: 'middle', upperBand: 'upper', lowerBand: 'lower', width: 'width' },
  }),
  one('chexit.chandelierExit', 'chandelier-exit', { period: 22, multiplier: 3 }),
  one('ulcer.ulcerIndex', 'ulcer-index', { period: 14 }),
  one('obv.obv', 'obv'),
  one('adl.adl', 'adl'),
  one('chaikin-osc.oscillator', 'chaikin-oscillator'),
  one('cmf.cmf', 'cmf', { period: 20 }),
  one('mfi.mfi', 'mfi', { period: 14 }),
  one('force.forceIndex', 'force-index', { period: 2 }),
  ...many('kvo', 'kvo', { fields: { oscillator: 'kvo', signal: 'signal' } }),
  one('vwap.vwap', 'vwap-anchored', { anchorMs: 0 }),
  ...many('rolling-pivots', 'pivot-points-rolling', {
    fields: { pp: 'pivot', r1: 'r1', r2: 'r2', r3: 'r3', s1: 's1', s2: 's2', s3: 's3' },
  }),
  { ...one('fractal.fractalBear', 'fractals', { span: 2 }), output: 'up', later: 2 },
  { ...one('fractal.fractalBull', 'fractals', { span: 2 }), output: 'down', later: 2 },
  { ...one('pivots.highPoint', 'swing-pivots', { left: 2, right: 2 }), output: 'high', later: 2 },
  { ...one('pivots.lowPoint', 'swing-pivots', { left: 2, right: 2 }), output: 'low', later: 2 },
  ...many('heikinashi', 'heikin-ashi', { fields: { open: 'open', high: 'high', low: 'low', close: 'close' } }),
  { ...one('slope.slope', 'linear-regression', { period: 14 }), output: 'slope' },
  { ...one('slope.rSquared', 'linear-regression', { period: 14 }), output: 'rSquared' },
  one('slope.stdDev', 'standard-deviation', { period: 14 }),
  one('stdev.stdDev', 'standard-deviation', { period: 14 }),
  one('stdev.mean', 'sma', { period: 14 }),
  one('stdev.zScore', 'z-score', { period: 14 }),
  one('sma-analysis.sma', 'sma', { period: 20 }),
  one('hurst.hurstExponent', 'hurst', { period: 100 }),
];
