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
import { AppError } from '@orbiquant/kernel';
import { walletOf } from '@orbiquant/ledger';
import { linesOf } from '@orbiquant/ledger-store';
import { mount, personOf } from '@orbiquant/platform-http';
import {
  findProduct,
  latestStrikes,
  listProducts,
  subscriptionsOf,
  type ProductTerms,
} from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import { money } from '../money.ts';
import { strike } from '../pamm/strike.ts';
import { queueSubscription } from '../pamm/subscribe.ts';
import { balanceView, navPointOf, productView, subscriptionView, WALLET_CURRENCY } from '../pamm/views.ts';

/** Products, subscriptions, strikes, and a person's own money. */
export function investRoutes(server: FastifyInstance, deps: Deps): void {
  productRoutes(server, deps);
  dealingRoutes(server, deps);
  ownMoneyRoutes(server, deps);
}

function productRoutes(server: FastifyInstance, { db }: Deps): void {
  mount(server, getProducts, async () => {
    const products = await listProducts(db.manager);
    return Promise.all(products.map((terms) => productView(db.manager, terms)));
  });
  mount(server, getProduct, async ({ params }) =>
    productView(db.manager, await productOr404(db.manager, params.productId)),
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
        const answer = subscriptionView(await queueSubscription(tx, wish, deps.clock.nowMs()));
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

async function productOr404(db: Deps['db']['manager'], productId: string): Promise<ProductTerms> {
  const product = await findProduct(db, productId);
  if (!product) throw new AppError('not-found', 'There is no such product');
  return product;
}
