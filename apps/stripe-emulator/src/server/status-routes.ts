import { createMetrics, Gauge } from '@orbiquant/platform-observe';
import type { FastifyInstance } from 'fastify';
import type { RecordedStripe } from '../recorded-stripe.ts';
import type { Courier } from '../webhooks/courier.ts';

/** Health for the launcher and figures for the monitor. */
export function statusRoutes(
  server: FastifyInstance,
  { stripe, courier }: { stripe: RecordedStripe; courier: Courier },
): void {
  const registry = createMetrics('stripe-emulator');
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('stripe_emulator_payouts', 'Payouts ever ordered', () => stripe.books.truth().payouts.length);
  gauge('stripe_emulator_charges', 'Charges ever tried', () => stripe.books.truth().charges.length);
  gauge('stripe_emulator_webhooks_waiting', 'Deliveries still to be made', () => courier.waiting().length);

  server.get('/health/live', async () => ({ service: 'stripe-emulator', live: true }));
  server.get('/health/ready', async () => ({
    service: 'stripe-emulator',
    ready: true,
    checks: [{ name: 'books', ok: true, detail: String(stripe.nowMs()), sinceMs: null }],
  }));
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
