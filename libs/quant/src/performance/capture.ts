import { annualReturn } from './annual-return.ts';
import { onSide } from './benchmark.ts';
import type { MarketSide } from './benchmark.ts';
import type { Annualisation } from './periods-per-year.ts';

/**
 * Capture ratio: our annual return over the benchmark's, in all periods or only where the benchmark rose or fell.
 *
 * @param options  `side` default `all`. A down capture below 1 means smaller losses than the benchmark's.
 * @returns        Dimensionless (1 = same as the benchmark); NaN when no period is on that side or the benchmark earned nothing twice.
 * @throws         Invariant, when lengths differ.
 * @see            C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, section 5.4.
 */
export function captureRatio(
  returns: Float64Array,
  benchmark: Float64Array,
  options: Annualisation & { side?: MarketSide },
): number {
  const chosen = onSide({ returns, benchmark, side: options.side ?? 'all' });
  return annualReturn(chosen.returns, options) / annualReturn(chosen.benchmark, options);
}

/** Up capture over down capture: above 1 when more is won in rising than lost in falling markets. NaN where either is. */
export function upDownCapture(returns: Float64Array, benchmark: Float64Array, annualisation: Annualisation): number {
  const on = (side: MarketSide): number => captureRatio(returns, benchmark, { ...annualisation, side });
  return on('up') / on('down');
}
