import { SERVICES, type Service } from './manifest.ts';
import { addressOf } from './service-env.ts';

/** What a service says of itself; `null` when it does not answer. */
export type Readiness = { ready: boolean; checks: Array<{ name: string; ok: boolean; detail: string }> } | null;

/** Asks a service whether it is ready. */
export async function readinessOf(service: Service, portOffset: number): Promise<Readiness> {
  try {
    const response = await fetch(`${addressOf(service.name, portOffset)}/health/ready`, {
      signal: AbortSignal.timeout(3_000),
    });
    return (await response.json()) as Readiness;
  } catch {
    return null;
  }
}

/** Waits until a service is ready. @throws when it is not in time, with what it says is missing */
export async function waitReady(
  service: Service,
  { portOffset, withinMs, signal }: { portOffset: number; withinMs: number; signal: AbortSignal },
): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const said = await readinessOf(service, portOffset);
    if (said?.ready || signal.aborted) return;
    if (performance.now() > deadline)
      throw new Error(`${service.name} is not ready: ${whyNot(said)}. Its log says more.`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

const whyNot = (said: Readiness): string =>
  said?.checks
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`)
    .join('; ') || 'it does not answer';

/** Every service's readiness, by name. */
export async function readinessOfAll(portOffset: number): Promise<Array<{ name: string; readiness: Readiness }>> {
  return Promise.all(
    SERVICES.map(async (service) => ({ name: service.name, readiness: await readinessOf(service, portOffset) })),
  );
}
