import { workReconcile, type WorkResult } from '@orbiquant/payments';
import { depositsToRelease, listPayoutAccounts } from '@orbiquant/payments-store';
import { databaseNow, stepAlone, type PaymentsDesk } from './payments-desk.ts';
import { performWork } from './perform-work.ts';

/**
 * Compares our books with everything that the processor lists since a time, both ways, and makes the missing steps: the road
 * on which a lost webhook still arrives. Harmless to repeat.
 */
export async function reconcilePayments(desk: PaymentsDesk, sinceMs: number): Promise<WorkResult> {
  const accounts = await listPayoutAccounts(desk.db.manager);
  return performWork(desk, workReconcile(sinceMs, accounts), null);
}

/** Ends the hold of card deposits whose time is over. Returns how many. */
export async function releaseDeposits(desk: PaymentsDesk): Promise<number> {
  const nowMs = await databaseNow(desk.db, desk.rules);
  const due = await depositsToRelease(desk.db.manager, nowMs);
  for (const sagaId of due) await stepAlone(desk, { saga: 'deposit', sagaId, input: { kind: 'release' } });
  return due.length;
}
