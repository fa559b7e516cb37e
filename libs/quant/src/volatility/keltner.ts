import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Mean } from '../indicator/rolling/mean.ts';
import { emaSmoother, wilderSmoother } from '../indicator/rolling/smoother.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

type Channel = { readonly period: number; readonly rangePeriod: number; readonly multiplier: number };

const channelWarmUp = ({ period, rangePeriod }: Channel): readonly number[] => {
  const band = Math.max(period - 1, rangePeriod);
  return [period - 1, band, band, band];
};

const channelStep = (average: { next(value: number): number }, { rangePeriod, multiplier }: Channel) => {
  const range = new TrueRange();
  const ranges = wilderSmoother(rangePeriod);
  return (row: ArrayLike<number>, out: Float64Array): void => {
    const middle = average.next(row[2]!);
    const half = multiplier * ranges.next(range.next(row[0]!, row[1]!, row[2]!));
    out[0] = middle;
    out[1] = middle + half;
    out[2] = middle - half;
    out[3] = (2 * half) / middle;
  };
};

/** Registry entry of `keltner`. */
export const keltnerIndicator = defineIndicator({
  name: 'keltner',
  family: 'volatility',
  meaning: 'Keltner channel: an EMA with bands some average true ranges away.',
  source: 'L. Raschke’s version of C. Keltner, 1960; Stock.Indicators keltner',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(20), rangePeriod: bars(10), multiplier: factor(2, 0.01, 100) },
  outputs: ['middle', 'upper', 'lower', 'width'],
  pane: 'price',
  warmUp: channelWarmUp,
  open: (channel) => channelStep(emaSmoother(channel.period), channel),
});

/** Registry entry of `starc`. */
export const starcIndicator = defineIndicator({
  name: 'starc',
  family: 'volatility',
  meaning: 'STARC bands: a short simple average with bands some average true ranges away.',
  source: 'M. Stoller; Stock.Indicators starc',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(5), rangePeriod: bars(10), multiplier: factor(2, 0.01, 100) },
  outputs: ['middle', 'upper', 'lower', 'width'],
  pane: 'price',
  warmUp: channelWarmUp,
  open: (channel) => channelStep(new Mean(channel.period), channel),
});

/**
 * Keltner channel.
 *
 * @param prices      Equally long columns, quote units, oldest first.
 * @param parameters  `period` of the EMA and `rangePeriod` of the ATR in bars, whole numbers >= 1; `multiplier` > 0.
 * @returns           `middle`, `upper`, `lower` in quote units, `width` as a share of the middle.
 */
export const keltner = (prices: Prices, parameters: Channel) => columnsOf(keltnerIndicator, prices, parameters);

/** STARC bands: as `keltner`, around a simple average. */
export const starc = (prices: Prices, parameters: Channel) => columnsOf(starcIndicator, prices, parameters);
