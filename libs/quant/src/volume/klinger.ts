import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { TradedPrices } from '../indicator/prices.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Klinger's volume force, a bar at a time: volume signed by the trend and scaled by how far the trend has come. */
class VolumeForce {
  private sum = NaN;
  private range = NaN;
  private trend = 0;
  private distance = 0;
  private force = 0;

  /** NaN for the first two bars, which have no trend before them. */
  next(row: ArrayLike<number>): number {
    const [high, low, close, volume] = [row[0]!, row[1]!, row[2]!, row[3]!];
    const [sum, range] = [high + low + close, high - low];
    const first = Number.isNaN(this.sum);
    const trend = sum > this.sum ? 1 : -1;
    const known = this.trend !== 0;
    if (known) {
      this.distance = (trend === this.trend ? this.distance : this.range) + range;
      this.force = volume * trend * this.scale(range);
    }
    this.sum = sum;
    this.range = range;
    if (!first) this.trend = trend;
    return known ? this.force : NaN;
  }

  private scale(range: number): number {
    return this.distance === 0 ? 0 : 100 * Math.abs(2 * (range / this.distance - 1));
  }
}

/** Registry entry of `klinger`. */
export const klingerIndicator = defineIndicator({
  name: 'kvo',
  family: 'volume',
  meaning: 'Klinger volume oscillator: a fast minus a slow EMA of volume signed by trend, with a signal line.',
  source: 'S. Klinger, Stocks & Commodities, 1997; Stock.Indicators kvo',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { fast: bars(34), slow: bars(55), signal: bars(13) },
  outputs: ['kvo', 'signal'],
  pane: 'own',
  warmUp: ({ fast, slow, signal }) => {
    const line = Math.max(fast, slow) + 1;
    return [line, line + signal - 1];
  },
  open: ({ fast, slow, signal }) => {
    const force = new VolumeForce();
    const [quick, late, average] = [emaSmoother(fast), emaSmoother(slow), emaSmoother(signal)];
    return (row, out) => {
      const value = force.next(row);
      const line = quick.next(value) - late.next(value);
      out[0] = line;
      out[1] = average.next(line);
    };
  },
});

/**
 * Klinger volume oscillator.
 *
 * @param traded  Equally long columns, oldest first. Spans in bars, whole numbers >= 1 (34, 55, 13).
 * @returns       `kvo`, `signal`, base units times 100. A bar without range in a trend without range has no force.
 * @see           S. Klinger, "Identifying Trends with Volume Analysis", Stocks & Commodities, 1997.
 */
export const klinger = (traded: TradedPrices, parameters: { fast: number; slow: number; signal: number }) =>
  columnsOf(klingerIndicator, traded, parameters);
