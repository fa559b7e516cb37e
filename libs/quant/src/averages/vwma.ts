import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { RollingSum, rollingMeans, rollingSums } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `vwma`. */
export const vwmaIndicator = defineIndicator({
  name: 'vwma',
  family: 'average',
  meaning: 'Volume-weighted moving average: the mean of the last bars, each weighing its volume.',
  source: 'Tulip vwma',
  inputs: ['source', 'volume'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const turnover = new RollingSum(period);
    const volume = new RollingSum(period);
    const price = new RollingSum(period);
    return (row, out) => {
      const traded = volume.next(row[1]!);
      const weighted = turnover.next(row[0]! * row[1]!);
      const mean = price.next(row[0]!) / period;
      out[0] = traded === 0 ? mean : weighted / traded;
    };
  },
  batch: ([values, volume], { period }) => {
    const known = volume!.slice();
    for (let at = 0; at < known.length; at++) if (Number.isNaN(values![at]!)) known[at] = NaN;
    const traded = rollingSums(known, period);
    for (let at = 0; at < known.length; at++) known[at] = known[at]! * values![at]!;
    const out = rollingSums(known, period);
    for (let at = 0; at < out.length; at++) out[at] = out[at]! / traded[at]!;
    if (traded.includes(0)) fillSilent(out, { values: values!, traded, period });
    return [out];
  },
});

/**
 * Volume-weighted moving average.
 *
 * @param columns  `values` in any unit and `volume` in base units, >= 0, equally long, oldest first.
 * @param period   Window in bars, a whole number >= 1.
 * @returns        Unit of `values`; NaN for the first `period - 1` bars; the plain mean where nothing was traded.
 * @see            Tulip Indicators, function vwma.
 */
export const vwma = (columns: { values: Float64Array; volume: Float64Array }, period: number): Float64Array =>
  columnOf(vwmaIndicator, { source: columns.values, volume: columns.volume }, { period });

/** Where nothing was traded in the window, the plain mean stands in. */
function fillSilent(
  out: Float64Array,
  { values, traded, period }: { values: Float64Array; traded: Float64Array; period: number },
): void {
  const means = rollingMeans(values, period);
  for (let at = 0; at < out.length; at++) if (traded[at] === 0) out[at] = means[at]!;
}
