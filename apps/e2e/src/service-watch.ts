import { getAgents, getProducts, getTickers, Problem, Readiness, type Route } from '@orbiquant/contracts';
import type { ServiceName } from '@orbiquant/orchestration';
import type { Stack } from './stack.ts';

/** What a service says of itself now; null when it does not answer. */
export async function readinessAt(stack: Stack, service: ServiceName): Promise<Readiness | null> {
  return fetch(`${stack.url(service)}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    .then(async (response) => Readiness.parse(await response.json()))
    .catch(() => null);
}

/** Whether a service's process answers at all. */
export const isAlive = (stack: Stack, service: ServiceName): Promise<boolean> =>
  fetch(`${stack.url(service)}/health/live`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const ASKED: readonly Route[] = [getProducts, getAgents, getTickers];
const EVERY_MS = 600;

/** Somebody who keeps using the platform, and writes down every answer that was neither success nor declared trouble. */
export function keepAsking(stack: Stack): { count: () => number; stop: () => Promise<string[]> } {
  const odd: string[] = [];
  let count = 0;
  let stopped = false;

  async function once(route: Route): Promise<void> {
    const answer = await stack.investor.ask(route).catch(() => null);
    count += answer === null ? 0 : 1;
    if (answer && !isDeclared(answer))
      odd.push(`${route.path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  const asking = (async () => {
    while (!stopped) {
      for (const route of ASKED) await once(route);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    count: () => count,
    stop: async () => {
      stopped = true;
      await asking;
      return odd;
    },
  };
}

function isDeclared({ status, text }: { status: number; text: string }): boolean {
  if (status === 200) return true;
  return status === 503 && Problem.safeParse(JSON.parse(text)).success;
}
