import type { FastifyInstance } from 'fastify';
import {
  cancelRedemption,
  cancelSubscription,
  getAccountDays,
  getAccountMonths,
  getHoldingDetail,
  getRedemptions,
  redeem,
  setPayoutPreference,
} from '@orbiquant/contracts';
import { accountDaysOf, monthsOf, redemptionsOf, setPayoutChoice } from '@orbiquant/pamm-store';
import { mount, personOf } from '@orbiquant/platform-http';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import * as canceling from '../pamm/cancel-request.ts';
import { holdingDetail } from '../pamm/holding.ts';
import { productOr404 } from '../pamm/product-or-404.ts';
import { queueRedemption } from '../pamm/redeem.ts';
import { dayView, monthView, redemptionView, subscriptionView } from '../pamm/views.ts';

/** A person's way out of a product, and what became of the money in it. */
export function poolMoneyRoutes(server: FastifyInstance, deps: Deps): void {
  redemptionRoutes(server, deps);
  accountRoutes(server, deps);
}

function redemptionRoutes(server: FastifyInstance, deps: Deps): void {
  const { db, clock, calendar } = deps;
  mount(server, redeem, async (input, context) => {
    const wish = { ...input.body, ...input.params, userId: personOf(context.caller).userId };
    return idempotently(deps, { route: redeem, input, context }, (finish) =>
      db.transaction(async (tx) => {
        const answer = redemptionView(await queueRedemption(tx, wish, calendar.nowMs()));
        await finish(tx, answer);
        return answer;
      }),
    );
  });
  mount(server, getRedemptions, async (_input, { caller }) =>
    (await redemptionsOf(db.manager, personOf(caller).userId)).map(redemptionView),
  );
  mount(server, cancelRedemption, async ({ params: { redemptionId } }, { caller }) => {
    const who = { userId: personOf(caller).userId, nowMs: clock.nowMs() };
    return redemptionView(await db.transaction((tx) => canceling.cancelRedemption(tx, redemptionId, who)));
  });
  mount(server, cancelSubscription, async ({ params: { subscriptionId } }, { caller }) => {
    const who = { userId: personOf(caller).userId, nowMs: clock.nowMs() };
    return subscriptionView(await db.transaction((tx) => canceling.cancelSubscription(tx, subscriptionId, who)));
  });
}

function accountRoutes(server: FastifyInstance, { db, clock, calendar }: Deps): void {
  mount(server, getHoldingDetail, async ({ params }, { caller }) => {
    const product = await productOr404(db.manager, params.productId);
    return holdingDetail(db.manager, product, { userId: personOf(caller).userId, nowMs: calendar.nowMs() });
  });
  mount(server, setPayoutPreference, async ({ params, body: { choice } }, { caller }) => {
    const { productId } = await productOr404(db.manager, params.productId);
    const whose = { productId, userId: personOf(caller).userId };
    await setPayoutChoice(db.manager, whose, { choice, atMs: clock.nowMs() });
    return { choice };
  });
  mount(server, getAccountDays, async ({ params, query: { limit } }, { caller }) => {
    const { productId, currency } = await productOr404(db.manager, params.productId);
    const days = await accountDaysOf(db.manager, { productId, userId: personOf(caller).userId }, limit);
    return days.map((day) => dayView(day, currency));
  });
  mount(server, getAccountMonths, async ({ params, query: { limit } }, { caller }) => {
    const { productId, currency } = await productOr404(db.manager, params.productId);
    const months = await monthsOf(db.manager, { productId, userId: personOf(caller).userId }, limit);
    return months.map((month) => monthView(month, currency));
  });
}
