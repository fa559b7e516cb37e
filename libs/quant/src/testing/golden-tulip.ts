import type { InputName, ParameterValues } from '../indicator/indicator.ts';

/** One indicator of Tulip Indicators and what of ours it is compared with. */
export type TulipCase = {
  readonly tulip: string;
  readonly indicator: string;
  /** What its input rows are, in order; `-` is a row that ours does not read. */
  readonly inputs: readonly (InputName | '-')[];
  /** Ours by the order of its output rows; the first unless told. */
  readonly outputs?: readonly string[];
  /** Names of ours for its options, in order; `-` is an option that ours does not have. */
  readonly options?: readonly string[];
  /** What ours needs beside the options. */
  readonly fixed?: ParameterValues;
  /** What a number of ours is multiplied by to be in its unit. */
  readonly times?: number;
};

const HLC: readonly InputName[] = ['high', 'low', 'close'];
const HLCV: readonly InputName[] = ['high', 'low', 'close', 'volume'];

const average = (tulip: string, indicator: string): TulipCase => ({
  tulip,
  indicator,
  inputs: ['source'],
  options: ['period'],
});

/** Every indicator of theirs that we have. */
export const tulipCases: readonly TulipCase[] = [
  average('sma', 'sma'),
  average('ema', 'ema'),
  average('wma', 'wma'),
  average('wilders', 'rma'),
  average('hma', 'hma'),
  average('dema', 'dema'),
  average('tema', 'tema'),
  average('trima', 'trima'),
  average('zlema', 'zlema'),
  { ...average('kama', 'kama'), fixed: { fast: 2, slow: 30 } },
  { tulip: 'alma', indicator: 'alma', inputs: ['source'], options: ['period', 'offset', 'sigma'] },
  { tulip: 'vwma', indicator: 'vwma', inputs: ['source', 'volume'], options: ['period'] },
  average('rsi', 'rsi'),
  { ...average('stochrsi', 'stochastic-rsi'), options: ['both'], fixed: { smooth: 1, signal: 1 }, times: 0.01 },
  {
    tulip: 'stoch',
    indicator: 'stochastic',
    inputs: HLC,
    options: ['period', 'smooth', 'signal'],
    outputs: ['k', 'd'],
  },
  { tulip: 'willr', indicator: 'williams-r', inputs: HLC, options: ['period'] },
  {
    tulip: 'macd',
    indicator: 'macd',
    inputs: ['source'],
    options: ['fast', 'slow', 'signal'],
    outputs: ['macd', 'signal', 'histogram'],
  },
  { tulip: 'apo', indicator: 'apo', inputs: ['source'], options: ['fast', 'slow'] },
  { tulip: 'ppo', indicator: 'ppo', inputs: ['source'], options: ['fast', 'slow'], fixed: { signal: 9 } },
  average('mom', 'mom'),
  { ...average('roc', 'roc'), times: 0.01 },
  average('trix', 'trix'),
  { tulip: 'cci', indicator: 'cci', inputs: HLC, options: ['period'] },
  average('cmo', 'chande-momentum'),
  { tulip: 'ultosc', indicator: 'ultimate-oscillator', inputs: HLC, options: ['short', 'middle', 'long'] },
  { ...average('dpo', 'dpo') },
  { tulip: 'ao', indicator: 'awesome-oscillator', inputs: ['high', 'low'] },
  { tulip: 'bop', indicator: 'balance-of-power', inputs: ['open', 'high', 'low', 'close'], fixed: { period: 1 } },
  { tulip: 'adx', indicator: 'adx', inputs: ['high', 'low'], options: ['period'], outputs: ['adx'] },
  { tulip: 'adxr', indicator: 'adx', inputs: ['high', 'low'], options: ['period'], outputs: ['adxr'] },
  { tulip: 'dx', indicator: 'adx', inputs: ['high', 'low'], options: ['period'], outputs: ['dx'] },
  { tulip: 'di', indicator: 'adx', inputs: HLC, options: ['period'], outputs: ['plusDi', 'minusDi'] },
  { tulip: 'aroon', indicator: 'aroon', inputs: ['high', 'low'], options: ['period'], outputs: ['down', 'up'] },
  { tulip: 'aroonosc', indicator: 'aroon', inputs: ['high', 'low'], options: ['period'], outputs: ['oscillator'] },
  { tulip: 'psar', indicator: 'parabolic-sar', inputs: ['high', 'low'], options: ['step', 'most'] },
  { tulip: 'mass', indicator: 'mass-index', inputs: ['high', 'low'], options: ['period'], fixed: { smooth: 9 } },
  { tulip: 'tr', indicator: 'true-range', inputs: HLC },
  { tulip: 'atr', indicator: 'atr', inputs: HLC, options: ['period'] },
  { tulip: 'natr', indicator: 'natr', inputs: HLC, options: ['period'] },
  {
    tulip: 'bbands',
    indicator: 'bollinger',
    inputs: ['source'],
    options: ['period', 'deviations'],
    outputs: ['lower', 'middle', 'upper'],
  },
  {
    tulip: 'ce',
    indicator: 'chandelier-exit',
    inputs: HLC,
    options: ['period', 'multiplier'],
    outputs: ['long', 'short'],
  },
  average('max', 'highest'),
  average('min', 'lowest'),
  average('var', 'variance'),
  average('stddev', 'standard-deviation'),
  { ...average('linreg', 'linear-regression'), outputs: ['value'] },
  { ...average('linregslope', 'linear-regression'), outputs: ['slope'] },
  { ...average('linregintercept', 'linear-regression'), outputs: ['intercept'] },
  { ...average('tsf', 'linear-regression'), outputs: ['forecast'] },
  { tulip: 'obv', indicator: 'obv', inputs: ['source', 'volume'] },
  { tulip: 'ad', indicator: 'adl', inputs: HLCV },
  { tulip: 'adosc', indicator: 'chaikin-oscillator', inputs: HLCV, options: ['fast', 'slow'] },
  { tulip: 'cmf', indicator: 'cmf', inputs: HLCV, options: ['period'] },
  { tulip: 'mfi', indicator: 'mfi', inputs: HLCV, options: ['period'] },
  { tulip: 'kvo', indicator: 'kvo', inputs: HLCV, options: ['fast', 'slow'], fixed: { signal: 2 } },
  { tulip: 'nvi', indicator: 'negative-volume-index', inputs: ['source', 'volume'] },
  { tulip: 'pvi', indicator: 'positive-volume-index', inputs: ['source', 'volume'] },
];
