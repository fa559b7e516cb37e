import type { FastifyInstance } from 'fastify';
import { createMetrics, Gauge } from '@orbiquant/platform-observe';
import type { Venue } from '../venue.ts';

/** Health for the launcher and figures for the monitor. */
export function statusRoutes(server: FastifyInstance, venue: Venue): void {
  const registry = createMetrics('paper-exchange');
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('exchange_market_clock_ms', 'Market time, epoch milliseconds', () => venue.state.clockMs);
  gauge('exchange_orders', 'Orders ever accepted', () => venue.state.orders.size);
  gauge('exchange_accounts', 'Customer accounts', () => venue.state.accountByKey.size);

  server.get('/health/live', async () => ({ service: 'paper-exchange', live: true }));
  server.get('/health/ready', async () => {
    await venue.settled();
    return {
      service: 'paper-exchange',
      ready: true,
      checks: [{ name: 'market', ok: true, detail: String(venue.state.clockMs), sinceMs: null }],
    };
  });
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
