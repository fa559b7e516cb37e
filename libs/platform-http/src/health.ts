import type { FastifyInstance } from 'fastify';
import type { Readiness } from '@orbiquant/contracts';

/** One thing that must work for the service to be useful. `check` resolves to a short detail, or throws. */
export type ReadyCheck = { name: string; check: () => Promise<string> };

/** `/health/live` says that the process runs; `/health/ready` asks each check with a deadline. */
export function healthRoutes(server: FastifyInstance, service: string, checks: readonly ReadyCheck[]): void {
  let draining = false;
  server.addHook('preClose', async () => {
    draining = true;
  });
  server.get('/health/live', { schema: { hide: true }, config: { rateLimit: false } }, async () => ({
    service,
    live: true,
  }));
  server.get('/health/ready', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) => {
    const results = await Promise.all(checks.map(runCheck));
    const ready = !draining && results.every(({ ok }) => ok);
    const body: Readiness = { service, ready, checks: results };
    return reply.code(ready ? 200 : 503).send(body);
  });
}

const DEADLINE_MS = 2_000;

async function runCheck({ name, check }: ReadyCheck): Promise<Readiness['checks'][number]> {
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('no answer in time')), DEADLINE_MS).unref(),
  );
  return Promise.race([check(), late]).then(
    (detail) => ({ name, ok: true, detail, sinceMs: null }),
    (error: unknown) => ({ name, ok: false, detail: error instanceof Error ? error.message : 'failed', sinceMs: null }),
  );
}
