import { timingSafeEqual } from 'node:crypto';
import { conservationOf, deposit, formatUnits, intervalOfLength, units } from '@orbiquant/exchange';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MarketClock } from '../market-clock.ts';
import type { Venue } from '../venue.ts';
import { FaultOrder, type Faults } from './faults.ts';

export type AdminParts = { venue: Venue; marketClock: MarketClock; faults: Faults; adminToken: string | undefined };

const DepositOrder = z.object({
  apiKey: z.string(),
  asset: z.string().regex(/^[A-Z0-9]{2,10}$/),
  quantity: z.string().regex(/^\d+(\.\d{1,8})?$/),
  key: z.string().min(1).max(100),
});
const SpeedOrder = z.object({ speed: z.number().positive().max(100_000) });
const StepOrder = z.union([
  z.object({ ms: z.number().int().positive() }),
  z.object({ candles: z.number().int().positive() }),
]);

/** What only the operator may do: steer the market, pay in, order faults, and prove that nothing was lost. */
export function adminRoutes(server: FastifyInstance, parts: AdminParts): void {
  void server.register(
    async (admin) => {
      admin.addHook('onRequest', async (request, reply) => guard(request, reply, parts.adminToken));
      admin.setErrorHandler((error, _request, reply) =>
        reply
          .code(error instanceof z.ZodError ? 400 : 500)
          .send({ code: -1100, msg: error instanceof Error ? error.message : 'failed' }),
      );
      marketRoutes(admin, parts);
      accountRoutes(admin, parts);
      faultRoutes(admin, parts);
    },
    { prefix: '/admin/v1' },
  );
}

async function guard(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | undefined,
): Promise<FastifyReply | undefined> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token ?? ''}`);
  const isAdmin = token !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
  return isAdmin ? undefined : reply.code(401).send({ code: -2015, msg: 'The admin routes want their token.' });
}

function marketRoutes(admin: FastifyInstance, { venue, marketClock }: AdminParts): void {
  const { market, state } = venue;
  const view = (): unknown => ({
    mode: market.mode,
    marketNowMs: state.clockMs,
    startMs: market.startMs,
    endMs: market.endMs,
    finished: market.endMs !== null && state.clockMs >= market.endMs,
    paused: marketClock.isPaused(),
    speed: marketClock.speed(),
    instruments: [...market.tapes.keys()],
    baseInterval: intervalOfLength(market.baseMs),
  });
  admin.get('/market', async () => view());
  admin.post('/market/pause', async () => (marketClock.pause(), view()));
  admin.post('/market/resume', async () => (marketClock.resume(), view()));
  admin.post('/market/speed', async (request) => {
    marketClock.setSpeed(SpeedOrder.parse(request.body).speed);
    return view();
  });
  admin.post('/market/step', async (request) => {
    const order = StepOrder.parse(request.body ?? { candles: 1 });
    await marketClock.step('ms' in order ? order.ms : order.candles * market.baseMs);
    return view();
  });
}

function accountRoutes(admin: FastifyInstance, { venue }: AdminParts): void {
  admin.post('/deposits', async (request, reply) => {
    const order = DepositOrder.parse(request.body);
    const account = venue.state.accountByKey.get(order.apiKey);
    if (!account) return reply.code(404).send({ code: -2015, msg: 'No account has this key.' });
    const made = await venue.execute(({ state, journal }) =>
      deposit(state, journal, {
        key: order.key,
        accountId: account.accountId,
        asset: order.asset,
        quantity: units(order.quantity),
      }),
    );
    return {
      key: made.key,
      asset: made.asset,
      quantity: formatUnits(made.quantity),
      depositedAtMs: made.depositedAtMs,
    };
  });
  admin.get('/conservation', async () => {
    await venue.settled();
    const assets = conservationOf(venue.state);
    return {
      equal: assets.every(({ deposited, held }) => deposited === held),
      assets: assets.map(({ asset, deposited, held }) => ({
        asset,
        deposited: formatUnits(deposited),
        held: formatUnits(held),
      })),
    };
  });
}

function faultRoutes(admin: FastifyInstance, { faults }: AdminParts): void {
  admin.post('/faults', async (request) => {
    const orders = Array.isArray(request.body) ? request.body : [request.body];
    const added = orders.map((order) => FaultOrder.parse(order)).map((order) => faults.add(order));
    return Array.isArray(request.body) ? added : added[0];
  });
  admin.get('/faults', async () => faults.list());
  admin.delete('/faults', async () => (faults.clear(), faults.list()));
  admin.delete<{ Params: { id: string } }>(
    '/faults/:id',
    async (request) => (faults.clear(Number(request.params.id)), faults.list()),
  );
}
