import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Candles, Prices } from '../indicator/prices.ts';
import { Swings } from './swings.ts';

/** Trend as a sequence of broken swings. */
class Structure {
  trend = 0;
  /** 1 or -1 at the bar that closes beyond a swing, else 0. */
  broken = 0;
  /** Whether that break turned the trend round. */
  turned = false;
  /** The swings that have not been broken; NaN where there is none. */
  high = NaN;
  low = NaN;
  private readonly swings: Swings;

  constructor(span: number) {
    this.swings = new Swings({ left: span, right: span });
  }

  next(high: number, low: number, close: number): void {
    this.remember(high, low);
    this.broken = close > this.high ? 1 : close < this.low ? -1 : 0;
    this.turned = this.broken !== 0 && this.broken === -this.trend;
    if (this.broken > 0) this.high = NaN;
    if (this.broken < 0) this.low = NaN;
    if (this.broken !== 0) this.trend = this.broken;
  }

  private remember(high: number, low: number): void {
    this.swings.next(high, low);
    if (!Number.isNaN(this.swings.high)) this.high = this.swings.high;
    if (!Number.isNaN(this.swings.low)) this.low = this.swings.low;
  }
}

/** Registry entry of `marketStructure`. */
export const marketStructureIndicator = defineIndicator({
  name: 'market-structure',
  family: 'structure',
  meaning: 'Market structure: closes beyond the last confirmed swing, with the trend (BOS) or against it (CHoCH).',
  source: 'Smart money concepts, at the bar of confirmation',
  inputs: ['high', 'low', 'close'],
  parameters: { span: bars(5) },
  outputs: ['trend', 'bos', 'choch', 'swingHigh', 'swingLow'],
  sparse: ['swingHigh', 'swingLow'],
  pane: 'price',
  warmUp: () => 0,
  open: ({ span }) => {
    const structure = new Structure(span);
    return (row, out) => {
      structure.next(row[0]!, row[1]!, row[2]!);
      const { broken, turned } = structure;
      out[0] = structure.trend;
      out[1] = turned ? 0 : broken;
      out[2] = turned ? broken : 0;
      out[3] = structure.high;
      out[4] = structure.low;
    };
  },
});

/** The last candle against a break, as long as no close has gone through it. */
class Block {
  top = NaN;
  bottom = NaN;
  private candleTop = NaN;
  private candleBottom = NaN;

  /** Remembers a candle that a block may be made of. */
  remember(high: number, low: number): void {
    this.candleTop = high;
    this.candleBottom = low;
  }

  form(): void {
    this.top = this.candleTop;
    this.bottom = this.candleBottom;
  }

  clear(): void {
    this.top = this.bottom = NaN;
  }
}

/** Registry entry of `orderBlock`. */
export const orderBlockIndicator = defineIndicator({
  name: 'order-block',
  family: 'structure',
  meaning:
    'Order blocks: the range of the last opposite candle before a break of structure, until a close goes through it.',
  source: 'Smart money concepts, at the bar of confirmation',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { span: bars(5) },
  outputs: ['bullTop', 'bullBottom', 'bearTop', 'bearBottom'],
  sparse: ['bullTop', 'bullBottom', 'bearTop', 'bearBottom'],
  pane: 'price',
  warmUp: () => 0,
  open: ({ span }) => {
    const structure = new Structure(span);
    const [bull, bear] = [new Block(), new Block()];
    return (row, out) => {
      const [open, high, low, close] = [row[0]!, row[1]!, row[2]!, row[3]!];
      structure.next(high, low, close);
      if (close < bull.bottom) bull.clear();
      if (close > bear.top) bear.clear();
      if (structure.broken > 0) bull.form();
      if (structure.broken < 0) bear.form();
      if (close < open) bull.remember(high, low);
      if (close > open) bear.remember(high, low);
      out[0] = bull.top;
      out[1] = bull.bottom;
      out[2] = bear.top;
      out[3] = bear.bottom;
    };
  },
});

/** The last confirmed swings that price has not traded through yet. */
class Liquidity {
  /** The level that the newest bar has swept, or NaN. */
  swept = NaN;
  private high = NaN;
  private low = NaN;
  private readonly swings: Swings;

  constructor(span: number) {
    this.swings = new Swings({ left: span, right: span });
  }

  /** -1 for a sweep of the high, 1 of the low, else 0. */
  next(high: number, low: number, close: number): number {
    const way = this.sweep(high, low, close);
    if (high > this.high) this.high = NaN;
    if (low < this.low) this.low = NaN;
    this.renew(high, low);
    return way;
  }

  private sweep(high: number, low: number, close: number): number {
    const down = high > this.high && close < this.high;
    const up = !down && low < this.low && close > this.low;
    this.swept = down ? this.high : up ? this.low : NaN;
    return Number(up) - Number(down);
  }

  private renew(high: number, low: number): void {
    this.swings.next(high, low);
    if (!Number.isNaN(this.swings.high)) this.high = this.swings.high;
    if (!Number.isNaN(this.swings.low)) this.low = this.swings.low;
  }
}

/** Registry entry of `liquiditySweep`. */
export const liquiditySweepIndicator = defineIndicator({
  name: 'liquidity-sweep',
  family: 'structure',
  meaning: 'Liquidity sweep: price trades through the last swing and closes back; -1 above a high, 1 below a low.',
  source: 'Smart money concepts, at the bar of confirmation',
  inputs: ['high', 'low', 'close'],
  parameters: { span: bars(5) },
  outputs: ['sweep', 'level'],
  sparse: ['level'],
  pane: 'price',
  warmUp: () => 0,
  open: ({ span }) => {
    const liquidity = new Liquidity(span);
    return (row, out) => {
      out[0] = liquidity.next(row[0]!, row[1]!, row[2]!);
      out[1] = liquidity.swept;
    };
  },
});

/**
 * Market structure.
 *
 * @param prices  Equally long columns, quote units, oldest first; `span` bars on both sides make a swing, >= 1.
 * @returns       `trend` 1, -1 or 0 before the first break; `bos` and `choch` 1, -1 or 0, at the bar that closes beyond the swing;
 *                `swingHigh`, `swingLow`: the last confirmed swings that have not been broken.
 */
export const marketStructure = (prices: Prices, span: number) => columnsOf(marketStructureIndicator, prices, { span });

/** Order blocks that still hold, quote units, NaN where there is none; `span` as in `marketStructure`. */
export const orderBlock = (candles: Candles, span: number) => columnsOf(orderBlockIndicator, candles, { span });

/** Sweeps of the last confirmed swing, which counts once; `span` as in `marketStructure`. */
export const liquiditySweep = (prices: Prices, span: number) => columnsOf(liquiditySweepIndicator, prices, { span });
