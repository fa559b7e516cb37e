import { fenceVerdict, intentIdOf } from '@orbiquant/trading';
import { withOrders, type Mutant } from './mutant.ts';

/** Defects on the way of an order. */
export const TRADING_MUTANTS: readonly Mutant[] = [
  {
    id: 'sends-again',
    row: 'X1',
    breaks: 'no answer is answered with another order',
    apply: withOrders({ silenceMeans: 'again' }),
  },
  {
    id: 'silence-is-refusal',
    row: 'X4',
    breaks: 'no answer is taken for a refusal',
    apply: withOrders({ silenceMeans: 'rejected' }),
  },
  {
    id: 'no-query-lag',
    row: 'X25',
    breaks: 'an order that a query does not show yet is declared absent',
    apply: withOrders({ limits: { attemptMs: 0, queryLagMs: 0 } }),
  },
  {
    id: 'absent-at-once',
    row: 'X2',
    breaks: 'the first look that finds nothing is proof',
    apply: withOrders({
      fence: (at, limits, found) => (fenceVerdict(at, limits, found) === 'placed' ? 'placed' : 'not-placed'),
    }),
  },
  {
    id: 'fill-twice',
    row: 'X11',
    breaks: 'a trade that comes twice is applied twice',
    apply: withOrders({ dedupesFills: false }),
  },
  {
    id: 'no-sweep',
    row: 'X17',
    breaks: 'a trade that nobody told of is never found',
    apply: withOrders({ sweeps: false }),
  },
  {
    id: 'late-fill-dropped',
    row: 'X14',
    breaks: 'a fill of an order that has ended is dropped',
    apply: withOrders({ takesLateFills: false }),
  },
  {
    id: 'new-intent-per-run',
    row: 'D5',
    breaks: 'the same decision, taken again, is another order',
    apply: (seams) => {
      let run = 0;
      return withOrders({ intentId: (key) => intentIdOf({ ...key, attempt: key.attempt + (run += 1) * 1_000 }) })(
        seams,
      );
    },
  },
  {
    id: 'forgets-part',
    row: 'X13',
    breaks: 'the last fill of an order is taken for all of it',
    apply: withOrders({
      applyFill: (before, fill) => ({
        ...before,
        quantity: fill.side === 'buy' ? fill.quantity : before.quantity.minus(fill.quantity),
      }),
    }),
  },
];
