import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { TradedPrices } from '../indicator/prices.ts';
import { RollingSum, rollingSums } from '../indicator/rolling/rolling-sum.ts';

/** Volume of a bar (high, low, close, volume), counted by where in its range it closed: -volume to volume. */
export function moneyFlowVolume(row: ArrayLike<number>): number {
  const [high, low, close, volume] = [row[0]!, row[1]!, row[2]!, row[3]!];
  return high === low ? 0 : ((close - low - (high - close)) / (high - low)) * volume;
}

/** The accumulation/distribution line, a bar at a time. */
class Accumulation {
  private total = 0;

  next(row: ArrayLike<number>): number {
    this.total += moneyFlowVolume(row);
    return this.total;
  }
}

/** An EMA that begins at its first value, as TA-Lib's ADOSC does. */
class EagerAverage {
  private readonly weight: number;
  private average = NaN;

  constructor(period: number) {
    this.weight = 2 / (period + 1);
  }

  next(value: number): number {
    this.average = Number.isNaN(this.average) ? value : this.weight * value + (1 - this.weight) * this.average;
    return this.average;
  }
}

/** Counts bars down, so that an eager average is not shown before its period. */
class Countdown {
  private left: number;

  constructor(bars: number) {
    this.left = bars;
  }

  next(): boolean {
    if (this.left === 0) return true;
    this.left--;
    return false;
  }
}

/** Registry entry of `adl`. */
export const adlIndicator = defineIndicator({
  name: 'adl',
  family: 'volume',
  meaning: 'Accumulation/distribution line: volume added up by where in its range each bar closed.',
  source: 'TA-Lib AD; M. Chaikin',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: {},
  outputs: ['value'],
  pane: 'own',
  warmUp: () => 0,
  open: () => {
    const line = new Accumulation();
    return (row, out) => {
      out[0] = line.next(row);
    };
  },
});

/** Registry entry of `chaikinOscillator`. */
export const chaikinOscillatorIndicator = defineIndicator({
  name: 'chaikin-oscillator',
  family: 'volume',
  meaning: 'Chaikin oscillator: a fast minus a slow EMA of the accumulation/distribution line.',
  source: 'TA-Lib ADOSC; M. Chaikin',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { fast: bars(3), slow: bars(10) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ fast, slow }) => Math.max(fast, slow) - 1,
  open: ({ fast, slow }) => {
    const line = new Accumulation();
    const [quick, late] = [new EagerAverage(fast), new EagerAverage(slow)];
    const warm = new Countdown(Math.max(fast, slow) - 1);
    return (row, out) => {
      const total = line.next(row);
      const value = quick.next(total) - late.next(total);
      if (warm.next()) out[0] = value;
    };
  },
});

/** Registry entry of `cmf`. */
export const cmfIndicator = defineIndicator({
  name: 'cmf',
  family: 'volume',
  meaning: 'Chaikin money flow: the share of volume that was bought over the window, -1 to 1.',
  source: 'M. Chaikin; Tulip cmf',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const [flows, volumes] = [new RollingSum(period), new RollingSum(period)];
    return (row, out) => {
      const volume = volumes.next(row[3]!);
      const flow = flows.next(moneyFlowVolume(row));
      out[0] = volume === 0 ? 0 : flow / volume;
    };
  },
  batch: ([high, low, close, volume], { period }) => {
    const flow = new Float64Array(close!.length);
    for (let at = 0; at < flow.length; at++) {
      const [top, bottom] = [high![at]!, low![at]!];
      flow[at] = top === bottom ? 0 : ((close![at]! - bottom - (top - close![at]!)) / (top - bottom)) * volume![at]!;
    }
    const out = rollingSums(flow, period);
    const volumes = rollingSums(volume!, period);
    for (let at = 0; at < out.length; at++) out[at] = volumes[at] === 0 ? 0 : out[at]! / volumes[at]!;
    return [out];
  },
});

/**
 * Accumulation/distribution line.
 *
 * @param bars  Equally long columns, oldest first. @returns Base units, from bar 0; a bar without range adds nothing.
 * @see         TA-Lib, function AD.
 */
export const adl = (traded: TradedPrices): Float64Array => columnOf(adlIndicator, traded, {});

/**
 * Chaikin oscillator. Both averages begin at the first value of the line, as TA-Lib has it.
 *
 * @param traded  Equally long columns, oldest first. Spans in bars, whole numbers >= 1 (3, 10).
 * @returns       Base units; NaN for the first `max(fast, slow) - 1` bars.
 * @see           TA-Lib, function ADOSC.
 */
export const chaikinOscillator = (traded: TradedPrices, parameters: { fast: number; slow: number }): Float64Array =>
  columnOf(chaikinOscillatorIndicator, traded, parameters);

/**
 * Chaikin money flow.
 *
 * @param traded  Equally long columns, oldest first; `period` in bars, a whole number >= 1 (20).
 * @returns       -1 to 1; 0 where nothing was traded; NaN for the first `period - 1` bars.
 */
export const cmf = (traded: TradedPrices, period: number): Float64Array => columnOf(cmfIndicator, traded, { period });
