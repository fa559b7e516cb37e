import { getMarketClock } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { listProducts, loadPool, type PoolProduct } from '@orbiquant/pamm-store';
import type { Deps } from '../deps.ts';
import { HOUSE } from '../peers.ts';
import { strike } from './strike.ts';

const LOOK_EVERY_MS = 1_000;

/** Strikes each product once in every period of market time, until `signal` aborts. What fails is tried again. */
export async function strikeOnSchedule(deps: Deps, intervalMs: number, signal: AbortSignal): Promise<void> {
  const done = new Map<string, string>();
  let complaint = '';
  while (!signal.aborted) {
    const trouble = await strikeDue(deps, intervalMs, done).then(() => '', reasonOf);
    if (trouble && trouble !== complaint) deps.log.warn({ code: 'strike-waits' }, trouble);
    complaint = trouble;
    await deps.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof AppError ? error.message : `the scheduled strike failed: ${String(error)}`;

/** Strikes what is due now; `done` remembers the newest period of each product. One that fails does not stop the others. */
export async function strikeDue(deps: Deps, intervalMs: number, done: Map<string, string>): Promise<void> {
  const { nowMs } = await deps.peers['data-service'].call(getMarketClock, {}, { person: HOUSE });
  const period = `scheduled:${intervalMs}:${Math.floor(nowMs / intervalMs)}`;
  const failures: unknown[] = [];
  for (const product of await listProducts(deps.db.manager)) {
    if (done.get(product.productId) === period || !(await isRunning(deps, product))) continue;
    await strike(deps, { product, period }).then(
      () => done.set(product.productId, period),
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
}

/** Neither frozen nor ended by a total loss. */
async function isRunning({ db }: Deps, product: PoolProduct): Promise<boolean> {
  if (product.status === 'frozen') return false;
  const stored = await loadPool(db.manager, product, []);
  return stored?.pool.status !== 'closed';
}
