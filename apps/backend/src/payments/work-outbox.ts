import { seededRng, newId } from '@orbiquant/kernel';
import { workDoorbell, workWithdrawal, type WorkResult } from '@orbiquant/payments';
import { claimEffects, findEvent, leaveEffect, type Lease } from '@orbiquant/payments-store';
import { databaseNow, type PaymentsDesk } from './payments-desk.ts';
import { performWork } from './perform-work.ts';

const AT_ONCE = 8;
const LOOK_EVERY_MS = 1_000;
const AFTER_TROUBLE_MS = 30_000;

/** Works on what waits in the outbox until `signal` aborts. Any number of processes may do so at the same time. */
export async function workOutbox(desk: PaymentsDesk, signal: AbortSignal): Promise<void> {
  let complaint = '';
  while (!signal.aborted) {
    const trouble = await workOnce(desk).then(
      () => '',
      (error: unknown) => String(error),
    );
    if (trouble && trouble !== complaint) desk.log.warn({ code: 'outbox-waits' }, trouble);
    complaint = trouble;
    await desk.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** Works on everything that is due, once. Returns how many rows were taken up. */
export async function workOnce(desk: PaymentsDesk): Promise<number> {
  for (let taken = 0; ;) {
    const leases = await claimEffects(desk.db, { limit: AT_ONCE, clock: desk.rules.clock });
    await desk.fail('claim.committed');
    await Promise.all(leases.map((lease) => workOn(desk, lease)));
    taken += leases.length;
    if (leases.length < AT_ONCE) return taken;
  }
}

async function workOn(desk: PaymentsDesk, lease: Lease): Promise<void> {
  const result = await workFor(desk, lease).catch((error: unknown): WorkResult => {
    desk.log.error({ code: 'effect-failed', effectId: lease.effectId, err: error }, 'work of the outbox failed');
    return { kind: 'again', atMs: 0 };
  });
  if (result.kind === 'fenced') return;
  const nowMs = await databaseNow(desk.db, desk.rules);
  const again = result.kind === 'again' && { againAtMs: result.atMs > nowMs ? result.atMs : nowMs + AFTER_TROUBLE_MS };
  await leaveEffect(desk.db, lease, again || { doneAtMs: nowMs });
  await desk.fail('leave.committed');
}

async function workFor(desk: PaymentsDesk, lease: Lease): Promise<WorkResult> {
  const rng = seededRng(newId());
  if (lease.kind === 'withdrawal') return performWork(desk, workWithdrawal(lease.sagaId, rng), lease);
  const event = await findEvent(desk.db.manager, lease.sagaId);
  if (!event) return { kind: 'done' };
  const nowMs = await databaseNow(desk.db, desk.rules);
  return performWork(desk, workDoorbell(event, { rng, nowMs }), lease);
}
