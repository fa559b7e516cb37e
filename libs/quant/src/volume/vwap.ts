import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { TradedPrices } from '../indicator/prices.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

const DAY_MS = 86_400_000;
/** The last instant that a date can name, epoch ms. */
const LAST_MS = 8_640_000_000_000_000;

const typicalPrice = (row: ArrayLike<number>, from: number): number =>
  (row[from]! + row[from + 1]! + row[from + 2]!) / 3;

/** Turnover over volume since a start. */
class Turnover {
  private turnover = 0;
  private volume = 0;

  restart(): void {
    this.turnover = 0;
    this.volume = 0;
  }

  /** The price itself as long as nothing has been traded. */
  next(price: number, volume: number): number {
    this.turnover += price * volume;
    this.volume += volume;
    return this.volume === 0 ? price : this.turnover / this.volume;
  }
}

/** Registry entry of `vwap`. */
export const vwapIndicator = defineIndicator({
  name: 'vwap',
  family: 'volume',
  meaning: 'Session VWAP: average price paid since midnight UTC, by volume.',
  source: 'Berkowitz, Logue, Noser, Journal of Finance 43, 1988 (typical price for each bar)',
  inputs: ['openTimeMs', 'high', 'low', 'close', 'volume'],
  parameters: {},
  outputs: ['value'],
  pane: 'price',
  warmUp: () => 0,
  open: () => {
    const turnover = new Turnover();
    const day = Float64Array.of(NaN);
    return (row, out) => {
      const today = Math.floor(row[0]! / DAY_MS);
      if (today !== day[0]) turnover.restart();
      day[0] = today;
      out[0] = turnover.next(typicalPrice(row, 1), row[4]!);
    };
  },
});

/** Registry entry of `anchoredVwap`. */
export const anchoredVwapIndicator = defineIndicator({
  name: 'vwap-anchored',
  family: 'volume',
  meaning: 'Anchored VWAP: average price paid since a moment you choose, by volume.',
  source: 'B. Shannon, Maximum Trading Gains with Anchored VWAP, 2023',
  inputs: ['openTimeMs', 'high', 'low', 'close', 'volume'],
  parameters: { anchorMs: { kind: 'integer', min: 0, max: LAST_MS, default: 0 } },
  outputs: ['value'],
  sparse: ['value'],
  pane: 'price',
  warmUp: () => 0,
  open: ({ anchorMs }) => {
    const turnover = new Turnover();
    return (row, out) => {
      if (row[0]! >= anchorMs) out[0] = turnover.next(typicalPrice(row, 1), row[4]!);
    };
  },
});

/** Registry entry of `rollingVwap`. */
export const rollingVwapIndicator = defineIndicator({
  name: 'vwap-rolling',
  family: 'volume',
  meaning: 'Rolling VWAP: average price paid over the last bars, by volume.',
  source: 'Berkowitz, Logue, Noser, Journal of Finance 43, 1988 (typical price for each bar)',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { period: bars(50) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const [turnovers, volumes] = [new RollingSum(period), new RollingSum(period)];
    return (row, out) => {
      const price = typicalPrice(row, 0);
      const volume = volumes.next(row[3]!);
      const turnover = turnovers.next(price * row[3]!);
      out[0] = volume === 0 ? price : turnover / volume;
    };
  },
});

/**
 * VWAP of the UTC day so far.
 *
 * @param traded  Equally long columns, oldest first; `openTimeMs` epoch ms UTC.
 * @returns       Quote units from bar 0; the typical price as long as the day has no volume.
 */
export const vwap = (traded: TradedPrices & { readonly openTimeMs: Float64Array }): Float64Array =>
  columnOf(vwapIndicator, traded, {});

/** VWAP since `anchorMs` (epoch ms UTC); NaN before it. Otherwise as `vwap`. */
export const anchoredVwap = (
  traded: TradedPrices & { readonly openTimeMs: Float64Array },
  anchorMs: number,
): Float64Array => columnOf(anchoredVwapIndicator, traded, { anchorMs });

/** VWAP of the last `period` bars (whole, >= 1); NaN for the first `period - 1`. Otherwise as `vwap`. */
export const rollingVwap = (traded: TradedPrices, period: number): Float64Array =>
  columnOf(rollingVwapIndicator, traded, { period });
