import type { FastifyInstance } from 'fastify';
import {
  cancelLabRun,
  createLabRun,
  getLabResult,
  getLabRun,
  getLabRuns,
  getStrategies,
  type StrategyInfo,
} from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { checkOrder } from '@orbiquant/lab';
import type { RunRepository } from '@orbiquant/lab-store';
import { mount, personOf } from '@orbiquant/platform-http';
import { strategies, type TradingStrategy } from '@orbiquant/strategy';

/** Runs: ordered, looked at, stopped. Each person sees their own. */
export function labRoutes(
  server: FastifyInstance,
  { runs, clock, wake }: { runs: RunRepository; clock: Clock; wake: () => void },
): void {
  mount(server, getStrategies, async () => strategies.map(infoOf));
  mount(server, createLabRun, async ({ body }, { caller }) => {
    checkOrder(body);
    const run = await runs.order(personOf(caller).userId, body);
    wake();
    return run;
  });
  mount(server, getLabRuns, async ({ query }, { caller }) => runs.page({ ...query, userId: personOf(caller).userId }));
  mount(server, getLabRun, async ({ params }, { caller }) => runs.find(personOf(caller).userId, params.runId));
  mount(server, getLabResult, async ({ params }, { caller }) => runs.result(personOf(caller).userId, params.runId));
  mount(server, cancelLabRun, async ({ params }, { caller }) =>
    runs.cancel(personOf(caller).userId, params.runId, clock.nowMs()),
  );
}

const infoOf = ({ name, parameters }: TradingStrategy): StrategyInfo => ({
  name,
  parameters: Object.entries(parameters).map(([parameter, spec]) => ({ name: parameter, ...spec })),
});
