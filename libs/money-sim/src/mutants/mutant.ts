import type { Seams } from '../seams.ts';

/** A defect that somebody could have written: put into the product's seams, it must be found. */
export type Mutant = {
  id: string;
  /** Row of the catalogue that it breaks. */
  row: string;
  breaks: string;
  apply: (seams: Seams) => Seams;
  /** Why no run can tell it from the product: a second belt, or a danger that the model does not hold. */
  equivalent?: string;
};

/** A defect in the decisions of withdrawals. */
export const inWithdrawals =
  (change: (decide: Seams['withdrawal']) => Seams['withdrawal']): Mutant['apply'] =>
  (seams) => ({ ...seams, withdrawal: change(seams.withdrawal) });

/** A defect in the decisions of deposits. */
export const inDeposits =
  (change: (decide: Seams['deposit']) => Seams['deposit']): Mutant['apply'] =>
  (seams) => ({ ...seams, deposit: change(seams.deposit) });

/** Other rules of paying out. */
export const withPolicy =
  (policy: Partial<Seams['policy']>, attempt: Partial<Seams['policy']['attempt']> = {}): Mutant['apply'] =>
  (seams) => ({
    ...seams,
    policy: { ...seams.policy, ...policy, attempt: { ...seams.policy.attempt, ...attempt } },
  });

/** A database that keeps one promise less. */
export const without =
  (promise: keyof Seams['promises']): Mutant['apply'] =>
  (seams) => ({ ...seams, promises: { ...seams.promises, [promise]: false } });

/** Other habits on the way of an order. */
export const withOrders =
  (orders: Partial<Seams['orders']>): Mutant['apply'] =>
  (seams) => ({ ...seams, orders: { ...seams.orders, ...orders } });
