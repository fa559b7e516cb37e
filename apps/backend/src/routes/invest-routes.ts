import type { FastifyInstance } from 'fastify';
import {
  getBalance,
  getNavHistory,
  getProduct,
  getProducts,
  getStatement,
  getSubscriptions,
  strikeNav,
  subscribe,
} from '@orbiquant/contracts';
import { walletOf } from '@orbiquant/ledger';
import { linesOf } from '@orbiquant/ledger-store';
import { latestStrikes, listProducts, subscriptionsOf } from '@orbiquant/pamm-store';
import { mount, personOf } from '@orbiquant/platform-http';
import { instantNow } from '../pamm/pool-time.ts';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import { money } from '../money.ts';
import { productOr404 } from '../pamm/product-or-404.ts';
import { strike } from '../pamm/strike.ts';
import { queueSubscription } from '../pamm/subscribe.ts';
import { balanceView, navPointOf, productView, subscriptionView, WALLET_CURRENCY } from '../pamm/views.ts';
import { poolMoneyRoutes } from './pool-money-routes.ts';
import { poolRoutes } from './pool-routes.ts';

/** Products, subscriptions, redemptions, strikes, proofs, and a person's own money. */
export function investRoutes(server: FastifyInstance, deps: Deps): void {
  productRoutes(server, deps);
  dealingRoutes(server, deps);
  ownMoneyRoutes(server, deps);
  poolRoutes(server, deps);
  poolMoneyRoutes(server, deps);
}

function productRoutes(server: FastifyInstance, { db, calendar }: Deps): void {
  mount(server, getProducts, async () => {
    const products = await listProducts(db.manager);
    return Promise.all(products.map((product) => productView(db.manager, product, calendar.nowMs())));
  });
  mount(server, getProduct, async ({ params }) =>
    productView(db.manager, await productOr404(db.manager, params.productId), calendar.nowMs()),
  );
  mount(server, getNavHistory, async ({ params: { productId }, query: { limit } }) => {
    await productOr404(db.manager, productId);
    return (await latestStrikes(db.manager, productId, limit)).reverse().map(navPointOf);
  });
}

function dealingRoutes(server: FastifyInstance, deps: Deps): void {
  mount(server, subscribe, async (input, context) => {
    const { userId } = personOf(context.caller);
    const wish = { userId, productId: input.params.productId, cashMinor: input.body.cashMinor };
    return idempotently(deps, { route: subscribe, input, context }, (finish) =>
      deps.db.transaction(async (tx) => {
        const answer = subscriptionView(await queueSubscription(tx, wish, instantNow(deps)));
        await finish(tx, answer);
        return answer;
      }),
    );
  });
  mount(server, strikeNav, async (input, context) => {
    const product = await productOr404(deps.db.manager, input.params.productId);
    const period = `demand:${personOf(context.caller).userId}:${context.idempotencyKey}`;
    return idempotently(deps, { route: strikeNav, input, context }, async (finish) => {
      const struck = await strike(deps, { product, period, alongside: (tx, done) => finish(tx, navPointOf(done)) });
      return navPointOf(struck);
    });
  });
}

function ownMoneyRoutes(server: FastifyInstance, { db }: Deps): void {
  mount(server, getSubscriptions, async (_input, { caller }) =>
    (await subscriptionsOf(db.manager, personOf(caller).userId)).map(subscriptionView),
  );
  mount(server, getBalance, async (_input, { caller }) => balanceView(db.manager, personOf(caller).userId));
  mount(server, getStatement, async ({ query: { limit } }, { caller }) => {
    const lines = await linesOf(db.manager, walletOf(personOf(caller).userId), { currency: WALLET_CURRENCY, limit });
    return lines.map(({ minor, balanceAfter, ...line }) => ({
      ...line,
      change: money(minor, WALLET_CURRENCY),
      balanceAfter: money(balanceAfter, WALLET_CURRENCY),
    }));
  });
}
