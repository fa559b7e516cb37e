import { timingSafeEqual } from 'node:crypto';
import { StripeFault } from '@orbiquant/stripe-emulator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RecordedStripe } from '../recorded-stripe.ts';
import type { Courier } from '../webhooks/courier.ts';
import { FaultOrder, type Faults } from './faults.ts';

export type AdminParts = {
  readonly stripe: RecordedStripe;
  readonly faults: Faults;
  readonly courier: Courier;
  readonly adminToken: string | undefined;
};

const JumpOrder = z.object({ ms: z.number().int().positive() });
const PayOrder = z.object({ card: z.string().min(1), email: z.email().optional(), name: z.string().optional() });
const ResendOrder = z.object({ event: z.string().min(1) });

/** What only the operator may do: decide fates, jump in time, order faults, and see the truth. */
export function adminRoutes(server: FastifyInstance, parts: AdminParts): void {
  void server.register(
    async (admin) => {
      admin.addHook('onRequest', async (request, reply) => guard(request, reply, parts.adminToken));
      admin.setErrorHandler((error, _request, reply) => refuse(reply, error));
      fateRoutes(admin, parts);
      webhookRoutes(admin, parts);
      faultRoutes(admin, parts);
    },
    { prefix: '/admin/v1' },
  );
}

function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  const isWrong = error instanceof z.ZodError || error instanceof StripeFault;
  return reply.code(isWrong ? 400 : 500).send({ message: error instanceof Error ? error.message : 'failed' });
}

async function guard(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | undefined,
): Promise<FastifyReply | undefined> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token ?? ''}`);
  const isAdmin = token !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
  return isAdmin ? undefined : reply.code(401).send({ message: 'The admin routes want their token.' });
}

function fateRoutes(admin: FastifyInstance, { stripe, courier }: AdminParts): void {
  admin.post('/decide', async (request) => ({ object: stripe.decide(request.body) ?? null }));
  admin.post<{ Params: { id: string } }>('/checkout/:id/pay', async (request) =>
    stripe.payCheckout({ session: request.params.id, ...PayOrder.parse(request.body) }),
  );
  admin.get('/clock', async () => ({ nowMs: stripe.nowMs() }));
  admin.post('/clock/jump', async (request) => {
    stripe.jump(JumpOrder.parse(request.body).ms);
    await courier.round();
    return { nowMs: stripe.nowMs() };
  });
  admin.get('/truth', async (_request, reply) => {
    const { platform, accounts, payouts, transfers, charges, refunds, disputes } = stripe.books.truth();
    const truth = { platform, accounts: Object.fromEntries(accounts), payouts, transfers, charges, refunds, disputes };
    return reply
      .type('application/json')
      .send(JSON.stringify(truth, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
  });
}

function webhookRoutes(admin: FastifyInstance, { stripe, courier }: AdminParts): void {
  admin.get('/webhooks', async () => courier.waiting());
  admin.post('/webhooks/deliver', async () => {
    await courier.round();
    return courier.waiting();
  });
  admin.post('/webhooks/resend', async (request) => {
    const event = stripe.books.eventOf(ResendOrder.parse(request.body).event);
    if (event) courier.resend(event);
    await courier.round();
    return courier.waiting();
  });
}

function faultRoutes(admin: FastifyInstance, { faults }: AdminParts): void {
  admin.post('/faults', async (request) => {
    const orders = z.union([z.array(FaultOrder), FaultOrder.transform((order) => [order])]).parse(request.body);
    return orders.map((order) => faults.add(order));
  });
  admin.get('/faults', async () => faults.list());
  admin.delete('/faults', async () => (faults.clear(), faults.list()));
}
