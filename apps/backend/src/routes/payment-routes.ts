import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  cancelPlan,
  cancelWithdrawal,
  checkoutPlan,
  connectBank,
  createDeposit,
  getDeposits,
  getMoneyNotices,
  getPlan,
  getWallet,
  getWithdrawals,
  refreshBank,
  requestWithdrawal,
  stepUp,
  type PlanView,
} from '@orbiquant/contracts';
import { accountById, noteStepUp, steppedUpUntil, STEP_UP_MS } from '@orbiquant/identity-store';
import { AppError, newId } from '@orbiquant/kernel';
import { planOf } from '@orbiquant/payments';
import {
  listDeposits,
  listWithdrawals,
  lockPlan,
  lockWithdrawal,
  noteCheckout,
  noticesOf,
} from '@orbiquant/payments-store';
import { mount, personOf } from '@orbiquant/platform-http';
import { claimsOf } from '../auth/authenticate.ts';
import { checkCredentials } from '../auth/sign-in.ts';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import { bankPage, lookAtBank, processorOf } from '../payments/bank.ts';
import { databaseNow, stepIn, type PaymentsDesk } from '../payments/payments-desk.ts';
import type { Payer } from '../payments/processor.ts';
import { bankView, depositView, walletView, withdrawalView } from '../payments/views.ts';
import { act, request as requestIn } from '../payments/withdrawals.ts';

/** A person's wallet: paying in by card, paying out to a bank, and the plan. */
export function paymentRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  walletRoutes(server, deps, desk);
  depositRoutes(server, deps, desk);
  withdrawalRoutes(server, deps, desk);
  bankRoutes(server, deps, desk);
  planRoutes(server, deps, desk);
}

async function payerOf({ db }: Deps, userId: string): Promise<Payer> {
  const account = await accountById(db.manager, userId);
  if (!account) throw new AppError('not-signed-in', 'This account no longer exists');
  const { email, language } = account.person;
  return { userId, email, language };
}

async function sessionOf(deps: Deps, request: FastifyRequest): Promise<string> {
  const claims = await claimsOf(deps, request.headers);
  if (!claims) throw new AppError('not-signed-in', 'Sign in to do this');
  return claims.sessionId;
}

function walletRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  mount(server, getWallet, async (_input, { caller, request }) => {
    const until = await steppedUpUntil(deps.db.manager, await sessionOf(deps, request));
    return walletView(desk, personOf(caller).userId, until);
  });
  mount(server, stepUp, async ({ body: { password } }, { caller, request }) => {
    const { email } = await payerOf(deps, personOf(caller).userId);
    await checkCredentials(deps, { email, password, address: request.ip });
    await noteStepUp(deps.db.manager, await sessionOf(deps, request), deps.clock.nowMs());
    return { steppedUpUntilMs: deps.clock.nowMs() + STEP_UP_MS };
  });
  mount(server, getMoneyNotices, async (_input, { caller }) => noticesOf(deps.db.manager, personOf(caller).userId));
}

function depositRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  mount(server, getDeposits, async (_input, { caller }) =>
    (await listDeposits(deps.db.manager, { userId: personOf(caller).userId })).map(depositView),
  );
  mount(server, createDeposit, async (input, context) => {
    const processor = processorOf(desk);
    const { userId } = personOf(context.caller);
    const payer = await payerOf(deps, userId);
    return idempotently(deps, { route: createDeposit, input, context }, async (finish) => {
      const { cents } = input.body;
      const depositId = newId();
      await deps.db.transaction((tx) =>
        stepIn(
          tx,
          { saga: 'deposit', sagaId: depositId, input: { kind: 'create', depositId, userId, cents } },
          desk.rules,
        ),
      );
      const url = await processor.depositPage(payer, { depositId, cents });
      return deps.db.transaction(async (tx) => {
        await noteCheckout(tx, depositId, url);
        const [created] = (await listDeposits(tx, { userId, limit: 1_000 })).filter(
          (each) => each.depositId === depositId,
        );
        if (!created) throw new AppError('conflict', 'This deposit has vanished', { retryable: true });
        const answer = depositView(created);
        await finish(tx, answer);
        return answer;
      });
    });
  });
}

function withdrawalRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  mount(server, getWithdrawals, async (_input, { caller }) =>
    (await listWithdrawals(deps.db.manager, { userId: personOf(caller).userId })).map(withdrawalView),
  );
  mount(server, requestWithdrawal, async (input, context) => {
    const { userId } = personOf(context.caller);
    const until = await steppedUpUntil(deps.db.manager, await sessionOf(deps, context.request));
    const wish = { userId, cents: input.body.cents, steppedUp: until !== null && until > deps.clock.nowMs() };
    const answer = await idempotently(deps, { route: requestWithdrawal, input, context }, (finish) =>
      deps.db.transaction(async (tx) => {
        const view = withdrawalView(await requestIn(tx, wish, desk));
        await finish(tx, view);
        await desk.fail('request.before-commit');
        return view;
      }),
    );
    await desk.fail('request.committed');
    return answer;
  });
  mount(server, cancelWithdrawal, async ({ params: { withdrawalId } }, { caller }) => {
    const { userId } = personOf(caller);
    const mine = await deps.db.transaction((tx) => lockWithdrawal(tx, withdrawalId));
    if (mine?.userId !== userId) throw new AppError('not-found', 'There is no such withdrawal');
    return withdrawalView(await act(desk, withdrawalId, { kind: 'cancel', userId }));
  });
}

function bankRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  mount(server, connectBank, async (_input, { caller }) => ({
    url: await bankPage(desk, await payerOf(deps, personOf(caller).userId), newId()),
  }));
  mount(server, refreshBank, async (_input, { caller }) => {
    const account = await lookAtBank(desk, personOf(caller).userId);
    const nowMs = await databaseNow(deps.db, desk.rules);
    return bankView(account, { nowMs, coolOffMs: desk.rules.policy.coolOffMs });
  });
}

function planRoutes(server: FastifyInstance, deps: Deps, desk: PaymentsDesk): void {
  const planNow = async (userId: string): Promise<PlanView> => {
    const kept = await deps.db.transaction((tx) => lockPlan(tx, userId));
    return { plan: planOf(kept), status: kept?.status ?? null, periodEndMs: kept?.periodEndMs ?? null };
  };
  mount(server, getPlan, async (_input, { caller }) => planNow(personOf(caller).userId));
  mount(server, checkoutPlan, async (input, context) => {
    const payer = await payerOf(deps, personOf(context.caller).userId);
    return idempotently(deps, { route: checkoutPlan, input, context }, async (finish) => {
      const answer = { url: await processorOf(desk).planPage(payer, context.idempotencyKey) };
      await deps.db.transaction((tx) => finish(tx, answer));
      return answer;
    });
  });
  mount(server, cancelPlan, async (_input, { caller }) => {
    const { userId } = personOf(caller);
    const kept = await deps.db.transaction((tx) => lockPlan(tx, userId));
    if (planOf(kept) === 'free' || !kept) throw new AppError('conflict', 'There is no paid plan to end');
    await processorOf(desk).endPlan(kept.subscriptionId);
    return planNow(userId);
  });
}
