import { getMarketClock, scoreModels, type ModelScore } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { findProduct, listProducts, loadPool, type PoolProduct } from '@orbiquant/pamm-store';
import { listIncidents } from '@orbiquant/payments-store';
import type { Deps } from '../deps.ts';
import { accountDays } from '../pamm/account-days.ts';
import { distributeMonth } from '../pamm/distribute-month.ts';
import { strikeForDay } from '../pamm/strike-for-day.ts';
import type { PaymentsDesk } from '../payments/payments-desk.ts';
import { reconcilePayments, releaseDeposits } from '../payments/reconcile-payments.ts';
import { submitApproved } from '../payments/withdrawals.ts';
import { HOUSE } from '../peers.ts';

/** What the jobs have done by others; each is harmless to repeat. */
export type HouseWork = {
  /** The name of the exchange on which the agents trade. */
  venue(): Promise<string>;
  /** Ids of the products whose pools are worked on. */
  products(): Promise<string[]>;
  strikeForDay(productId: string, dayKey: string): Promise<void>;
  accountDays(productId: string, dayKey: string): Promise<void>;
  /** How far the month has come: `signed` is its end. */
  distributeMonth(productId: string, monthKey: string): Promise<string>;
  /** Null where no payment processor is set up. */
  payments: {
    openIncidents(): Promise<number>;
    submitApproved(): Promise<{ done: number; failed: number }>;
    releaseDeposits(): Promise<number>;
    /** False when it has to be done again later. */
    reconcile(sinceMs: number): Promise<boolean>;
  } | null;
  scoreModels(limit: number): Promise<{ scored: number; unscorable: number; models: ModelScore[] }>;
};

const INCIDENTS_MAX = 1_000;

/** The work of this house. */
export function houseWork(deps: Deps, desk: PaymentsDesk): HouseWork {
  const { db, peers } = deps;
  return {
    venue: async () => (await peers['data-service'].call(getMarketClock, {}, { person: HOUSE })).venue,
    products: async () => {
      const open: string[] = [];
      for (const product of await listProducts(db.manager)) {
        const stored = await loadPool(db.manager, product, []);
        // what a total loss has ended has no days and months any more
        if (stored?.pool.status !== 'closed') open.push(product.productId);
      }
      return open;
    },
    strikeForDay: async (productId, dayKey) =>
      void (await strikeForDay(deps, await productOf(deps, productId), { dayKey })),
    accountDays: async (productId, dayKey) =>
      void (await accountDays(deps, await productOf(deps, productId), { dayKey })),
    distributeMonth: async (productId, monthKey) =>
      (await distributeMonth(deps, await productOf(deps, productId), { monthKey })).state,
    payments: desk.processor && {
      openIncidents: async () =>
        (await listIncidents(db.manager, INCIDENTS_MAX)).filter(({ status }) => status === 'open').length,
      submitApproved: () => submitApproved(desk),
      releaseDeposits: () => releaseDeposits(desk),
      reconcile: async (sinceMs) => (await reconcilePayments(desk, sinceMs)).kind === 'done',
    },
    scoreModels: (limit) => peers['ml-engine'].call(scoreModels, { body: { limit } }),
  };
}

async function productOf({ db }: Deps, productId: string): Promise<PoolProduct> {
  const product = await findProduct(db.manager, productId);
  if (!product) throw new AppError('not-found', `There is no product ${productId}`);
  return product;
}
