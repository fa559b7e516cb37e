import type { FastifyInstance } from 'fastify';
import {
  approveWithdrawal,
  getIncidents,
  getWithdrawalsToApprove,
  rejectWithdrawal,
  resolveIncident,
  type WithdrawalToApprove,
} from '@orbiquant/contracts';
import { accountById } from '@orbiquant/identity-store';
import { AppError } from '@orbiquant/kernel';
import type { Withdrawal } from '@orbiquant/payments';
import { listIncidents, listWithdrawals, payoutAccountOf } from '@orbiquant/payments-store';
import { mount, personOf } from '@orbiquant/platform-http';
import type { EntityManager } from '@orbiquant/platform-db';
import { FENCED, stepAlone, type PaymentsDesk } from '../payments/payments-desk.ts';
import { withdrawalView } from '../payments/views.ts';
import { act } from '../payments/withdrawals.ts';

const SHOWN = 200;

/** What those do who run the house: agree to withdrawals, and look into what cannot be explained. */
export function moneyAdminRoutes(server: FastifyInstance, desk: PaymentsDesk): void {
  const { db } = desk;
  mount(server, getWithdrawalsToApprove, async () => {
    const withdrawals = await listWithdrawals(db.manager, { limit: SHOWN });
    return Promise.all(withdrawals.map((withdrawal) => toApprove(db.manager, withdrawal)));
  });
  mount(server, approveWithdrawal, async ({ params: { withdrawalId } }, { caller }) => {
    const approverId = personOf(caller).userId;
    return toApprove(db.manager, await act(desk, withdrawalId, { kind: 'approve', approverId }));
  });
  mount(server, rejectWithdrawal, async ({ params: { withdrawalId }, body: { reason } }, { caller }) => {
    const approverId = personOf(caller).userId;
    return toApprove(db.manager, await act(desk, withdrawalId, { kind: 'reject', approverId, reason }));
  });
  mount(server, getIncidents, async () => listIncidents(db.manager, SHOWN));
  mount(server, resolveIncident, async ({ params: { incidentId } }, { caller }) => {
    const operatorId = personOf(caller).userId;
    const stepped = await stepAlone(desk, {
      saga: 'incident',
      sagaId: incidentId,
      input: { kind: 'resolve', operatorId },
    });
    const found = (await listIncidents(db.manager, 100_000)).find((each) => each.incidentId === incidentId);
    if (!found) throw new AppError('not-found', 'There is no such incident');
    if (stepped === FENCED || !stepped.applied) throw new AppError('conflict', 'This incident is closed already');
    return found;
  });
}

async function toApprove(db: EntityManager, withdrawal: Withdrawal): Promise<WithdrawalToApprove> {
  const account = await accountById(db, withdrawal.userId);
  const bank = await payoutAccountOf(db, withdrawal.userId);
  const approvers = await Promise.all(withdrawal.approvals.map((userId) => accountById(db, userId)));
  return {
    ...withdrawalView(withdrawal),
    userId: withdrawal.userId,
    email: account?.person.email ?? '',
    bank: bank?.bank ?? null,
    approvedBy: approvers.flatMap((approver) => approver?.person.email ?? []),
  };
}
