import { invariant } from '@orbiquant/kernel';

/** Value of a portfolio just before and just after the outside money of one moment moved. */
export type Valuation = {
  /** Value before the flow, quote units, >= 0. */
  value: number;
  /** Money paid in (> 0) or taken out (< 0) right after the valuation, quote units; default 0. */
  flow?: number;
};

/**
 * Time-weighted return: what a unit of capital earned, whatever the investor paid in or took out.
 *
 * @param valuations  One at the start, at each flow and at the end, oldest first; at least two.
 * @returns           Total return as a fraction; -1 after a total loss; NaN after a span that begins without capital.
 * @throws            Invariant, for fewer than two valuations, a negative value, or a flow that leaves less than nothing.
 * @see               CFA Institute, "Global Investment Performance Standards", 2020, provision 2.A.
 */
export function timeWeightedReturn(valuations: readonly Valuation[]): number {
  invariant(valuations.length >= 2, 'a time-weighted return needs a start and an end');
  invariant(
    valuations.every(({ value, flow = 0 }) => value >= 0 && value + flow >= 0),
    'a portfolio is worth at least nothing, before and after each flow',
  );
  let growth = 1;
  for (let at = 1; at < valuations.length; at++) {
    const { value, flow = 0 } = valuations[at - 1]!;
    growth *= valuations[at]!.value / (value + flow);
  }
  return growth - 1;
}
