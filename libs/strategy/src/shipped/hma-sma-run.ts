import type { Interval } from '@orbiquant/contracts';
import { openTimeOf } from '@orbiquant/market';
import { sma, type Bars } from '@orbiquant/quant';
import { strategyMarket } from '../strategy-market.ts';
import type { StrategyMarket } from '../trading-strategy.ts';
import { hmaSmaSetup } from './hma-sma.ts';

/** What the chart of the rule is drawn from. All candles closed, oldest first. */
export type HmaSmaRequest = {
  readonly symbol: string;
  /** Five-minute bars, from before the first visible candle. */
  readonly base: Bars;
  /** The candles on the chart and their interval. */
  readonly visible: Bars;
  readonly visibleInterval: Interval;
  /** Hour and four-hour candles where they are known already (they need some 36 days); else folded from the base. */
  readonly coarser?: ReadonlyMap<Interval, Bars>;
  /** How many of the newest visible candles are wanted. */
  readonly limit: number;
};

/** A set-up that turned on: open time (epoch ms) of the visible candle inside which it did. */
export type HmaSmaEntry = { readonly time: number; readonly direction: 'long' | 'short' };

/** The rule on a chart, under the names of its endpoint. Lines are as long as the candles; NaN in warm-up. */
export type HmaSmaRun = {
  readonly candles: Bars;
  readonly sma200: Float64Array;
  /** The Hull average of the last hour (four hours) that had closed when the visible candle closed. */
  readonly hma200_1h: Float64Array;
  readonly hma200_4h: Float64Array;
  readonly entries: readonly HmaSmaEntry[];
  /** Whether the set-up turned on with the newest five-minute candle. */
  readonly should_enter_long: boolean;
  readonly should_enter_short: boolean;
};

const PERIODS = { average: 200, hull: 200 };
const COARSER = ['1h', '4h'] as const;

/** The HMA/SMA rule over a chart: its lines, its entries of five minutes on the visible candles, and what it says now. */
export function hmaSmaRun(request: HmaSmaRequest): HmaSmaRun {
  const { symbol, base, visible, visibleInterval, limit } = request;
  const market = marketOf(request, { interval: '5m', base });
  const setup = hmaSmaSetup(market, PERIODS);
  const shown = strategyMarket({
    symbol,
    interval: visibleInterval,
    base: visible,
    intervals: COARSER,
    coarser: market.coarser,
  });
  const from = Math.max(visible.close.length - limit, 0);
  const line = (values: Float64Array, interval: Interval): Float64Array =>
    visible.close.map((_unused, at) => values[shown.closedIndexAt(interval, at)] ?? NaN).subarray(from);
  const last = setup.side.length - 1;
  return {
    candles: tail(visible, from),
    sma200: sma(visible.close, PERIODS.average).subarray(from),
    hma200_1h: line(setup.hour, '1h'),
    hma200_4h: line(setup.fourHours, '4h'),
    entries: entriesOf(setup.side, base)
      .map(({ time, direction }) => ({
        time: openTimeOf(time, visibleInterval),
        direction,
      }))
      .filter(({ time }) => time >= (visible.openTimeMs[from] ?? Infinity)),
    should_enter_long: turnsOn(setup.side, last) && setup.side[last] === 1,
    should_enter_short: turnsOn(setup.side, last) && setup.side[last] === -1,
  };
}

const marketOf = (
  { symbol, coarser }: HmaSmaRequest,
  { interval, base }: { interval: Interval; base: Bars },
): StrategyMarket => strategyMarket({ symbol, interval, base, intervals: COARSER, ...(coarser ? { coarser } : {}) });

const turnsOn = (side: Int8Array, at: number): boolean => side[at] !== 0 && side[at] !== (side[at - 1] ?? 0);

function entriesOf(side: Int8Array, { openTimeMs }: Bars): HmaSmaEntry[] {
  const entries: HmaSmaEntry[] = [];
  for (let at = 0; at < side.length; at++)
    if (turnsOn(side, at)) entries.push({ time: openTimeMs[at]!, direction: side[at]! > 0 ? 'long' : 'short' });
  return entries;
}

const tail = (bars: Bars, from: number): Bars => ({
  openTimeMs: bars.openTimeMs.subarray(from),
  open: bars.open.subarray(from),
  high: bars.high.subarray(from),
  low: bars.low.subarray(from),
  close: bars.close.subarray(from),
  volume: bars.volume.subarray(from),
});
