import type { Interval } from '@orbiquant/contracts';
import { nextOpenTime, openTimeOf } from '@orbiquant/market';
import { sma, type Bars, type Indicator } from '@orbiquant/quant';
import {
  foldBars,
  type Intent,
  type PreparedStrategy,
  type StrategyMarket,
  type TradingStrategy,
} from '@orbiquant/strategy';
import type { LeakSubject } from '../leak-subject.ts';

/** A way in which backtests have lied, small enough to read. */
export type Leaky = { readonly name: string; readonly subject: LeakSubject };

const { max, min, floor } = Math;

const feature = (name: string, values: (bars: Bars) => Float64Array): Leaky => ({
  name,
  subject: { kind: 'features', name, features: (bars) => ({ value: values(bars) }) },
});

const size = { kind: 'equity-fraction', value: 0.5 } as const;
const buy = (more: { stop?: number } = {}): Intent[] => [
  { kind: 'enter', side: 'long', type: 'market', size, tag: 'in', ...more },
];
const leave: Intent[] = [{ kind: 'exit', tag: 'out' }];

const strategy = (
  name: string,
  prepare: (market: StrategyMarket) => PreparedStrategy,
  intervals: readonly Interval[] = [],
): Leaky => {
  const made: TradingStrategy = {
    name,
    parameters: {},
    intervals: () => intervals,
    warmUp: () => ({ base: 1 }),
    prepare,
  };
  return { name, subject: { kind: 'strategy', strategy: made } };
};

/** One value a bar, from the place of the bar. */
const each = (bars: Bars, value: (at: number) => number): Float64Array =>
  Float64Array.from(bars.close, (_unused, at) => value(at));

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Values of each calendar candle on every bar inside it. */
function byCandle(bars: Bars, interval: Interval, value: (from: number, to: number) => number): Float64Array {
  const starts = bars.openTimeMs.map((atMs) => openTimeOf(atMs, interval));
  return each(bars, (at) => value(starts.indexOf(starts[at]!), starts.lastIndexOf(starts[at]!) + 1));
}

let runsSoFar = 0;
let highestEver = 0;

const lookingAhead: Indicator = {
  name: 'lagging-span',
  family: 'trend',
  meaning: 'The close drawn some bars back, as charts draw it.',
  source: 'The lagging span of a chart read as if it were known.',
  inputs: ['close'],
  parameters: {},
  outputs: ['value'],
  sparse: ['value'],
  pane: 'price',
  warmUp: () => [0],
  batch: ({ close }) => [close!.map((_unused, at) => close![at + 26] ?? NaN)],
  stream: () => ({ next: () => [NaN] }),
};

/** Known leak patterns, one each. */
export const leaky: readonly Leaky[] = [
  feature('normalised over the whole series', ({ close }) => close.map((price) => price / mean(close))),
  feature('centred window', (bars) => each(bars, (at) => (at < 3 ? NaN : mean(bars.close.subarray(at - 3, at + 4))))),
  feature('negative shift', (bars) => each(bars, (at) => bars.close[at + 1] ?? NaN)),
  feature('gaps filled backwards', (bars) =>
    each(bars, (at) => {
      const traded = bars.volume.findIndex((volume, later) => later >= at && volume > 0);
      return bars.open[traded] ?? NaN;
    }),
  ),
  feature('coarser candle stamped at its open', (bars) => byCandle(bars, '4h', (_from, to) => bars.close[to - 1]!)),
  feature('close of the forming day', (bars) => byCandle(bars, '1d', (_from, to) => bars.close[to - 1]!)),
  feature('label among the features', (bars) => each(bars, (at) => bars.close[at + 12]! / bars.close[at]! - 1)),
  feature('swing without confirmation', ({ high }) =>
    high.map((top, at) => (top === max(...high.subarray(max(at - 4, 0), at + 5)) ? top : NaN)),
  ),
  feature('threshold from the whole sample', ({ close }) => {
    const median = close.slice().sort()[floor(close.length / 2)]!;
    return close.map((price) => (price > median ? 1 : 0));
  }),
  feature('scaler fitted on everything', ({ volume }) => {
    const [low, high] = [min(...volume), max(...volume)];
    return volume.map((value) => (value - low) / (high - low));
  }),
  feature('sorted by future return', (bars) => {
    const gain = each(bars, (at) => (bars.close[at + 5] ?? bars.close[at]!) / bars.close[at]! - 1);
    const ranked = Array.from(gain.keys()).sort((a, b) => gain[a]! - gain[b]!);
    return each(bars, (at) => ranked.indexOf(at));
  }),
  feature('volume profile of the whole session', (bars) =>
    byCandle(bars, '1d', (from, to) => bars.close[from + heaviest(bars.volume.subarray(from, to))]!),
  ),
  feature('interpolated across silence', (bars) => each(bars, (at) => interpolated(bars, at))),
  feature('day of another time zone', (bars) => localYesterday(bars)),
  feature('smoothed forwards and backwards', ({ close }) => smoothed(smoothed(close).reverse()).reverse()),
  feature('trend line through everything', ({ close }) => {
    const slope = (close.at(-1)! - close[0]!) / (close.length - 1);
    return close.map((price, at) => price - close[0]! - slope * at);
  }),
  feature('volume of the next bar', (bars) => each(bars, (at) => bars.volume[at + 1] ?? 0)),
  feature('length of the history', (bars) => each(bars, (at) => at / bars.close.length)),
  feature('last price of the history', ({ close }) => close.map((price) => price / close.at(-1)!)),
  feature('state between runs', ({ close }) => {
    runsSoFar++;
    return close.map((price) => price * runsSoFar);
  }),
  feature('record kept between runs', ({ close }) => {
    highestEver = max(highestEver, ...close);
    return close.map((price) => price / highestEver);
  }),
  feature('clock', ({ close }) => {
    const year = new Date().getUTCFullYear();
    return close.map((price) => price + year);
  }),
  feature('chance', ({ close }) => close.map((price) => price * (1 + Math.random()))),
  feature('changes its input', ({ close }) => {
    close.reverse();
    return close.slice();
  }),
  { name: 'indicator drawn back', subject: { kind: 'indicator', indicator: lookingAhead } },
  strategy(
    'coarser candle before it has closed',
    ({ base, coarser }) => {
      const hours = coarser.get('4h')!;
      const indexOf = (at: number): number => hours.openTimeMs.indexOf(openTimeOf(base.openTimeMs[at]!, '4h'));
      return {
        decide: (at, { quantity }) => {
          const price = hours.close[indexOf(at)]!;
          return quantity === 0 ? (price > base.close[at]! ? buy() : null) : price < base.close[at]! ? leave : null;
        },
      };
    },
    ['4h'],
  ),
  strategy('fold of its own, read at its open', ({ base, interval }) => {
    const days = foldBars(base, interval, '1d');
    return {
      decide(at, { quantity }) {
        const day = days.openTimeMs.indexOf(openTimeOf(base.openTimeMs[at]!, '1d'));
        return quantity === 0 && days.high[day]! > base.high[at]! ? buy() : null;
      },
    };
  }),
  strategy('decides on the next open', ({ base }) => ({
    decide: (at, { quantity }) => (quantity === 0 && base.open[at + 1]! < base.close[at]! ? buy() : null),
  })),
  strategy('stop below the future low', ({ base }) => ({
    decide(at, { quantity }) {
      if (quantity !== 0 || at % 9 !== 0) return null;
      const stop = min(...base.low.subarray(at, at + 10)) * 0.99;
      return buy({ stop });
    },
  })),
  strategy('out at the last bar', ({ base }) => ({
    decide: (at, { quantity }) =>
      quantity === 0 ? (at % 7 === 0 ? buy() : null) : at === base.close.length - 1 ? leave : null,
  })),
  strategy('vote that knows more than the rule', ({ base }) => ({
    decide: (at, { quantity }) => (quantity === 0 && base.close[at]! > base.open[at]! ? buy() : null),
    vote: (at) => ({
      strategy: 'vote',
      stance: base.close[at + 1]! > base.close[at]! ? 'long' : 'flat',
      strength: 1,
      reasons: [],
    }),
  })),
  strategy('average joined to the wrong bar', ({ base }) => {
    const line = sma(base.close, 5).subarray(4);
    return { decide: (at, { quantity }) => (quantity === 0 && base.close[at]! < line[at]! ? buy() : null) };
  }),
];

function heaviest(volume: Float64Array): number {
  return volume.indexOf(max(...volume));
}

/** The price on a straight line between the trades before and after, where a bar has none. */
function interpolated({ close, volume }: Bars, at: number): number {
  if (volume[at]! > 0) return close[at]!;
  const before = volume.findLastIndex((traded, k) => k < at && traded > 0);
  const after = volume.findIndex((traded, k) => k > at && traded > 0);
  if (before < 0 || after < 0) return NaN;
  return close[before]! + ((close[after]! - close[before]!) * (at - before)) / (after - before);
}

/** The high of "yesterday", where days begin eight hours late but are taken to end at midnight UTC. */
function localYesterday(bars: Bars): Float64Array {
  const shift = 8 * 3_600_000;
  const dayOf = (atMs: number): number => openTimeOf(atMs - shift, '1d');
  const highs = new Map<number, number>();
  bars.openTimeMs.forEach((atMs, at) => highs.set(dayOf(atMs), max(highs.get(dayOf(atMs)) ?? 0, bars.high[at]!)));
  const dayMs = nextOpenTime(0, '1d');
  return each(bars, (at) => highs.get(openTimeOf(bars.openTimeMs[at]!, '1d') - dayMs) ?? NaN);
}

function smoothed(values: Float64Array): Float64Array {
  let level = values[0]!;
  return values.map((value) => (level += 0.3 * (value - level)));
}
