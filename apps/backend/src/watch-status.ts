import { createRequire } from 'node:module';
import { z } from 'zod';
import { getMarketClock, MarketClock, Readiness, type SystemStatus } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { PEER_NAMES, type Peers } from './peers.ts';

const LOOK_EVERY_MS = 2_000;
const PATIENCE_MS = 1_500;
const { version } = z.object({ version: z.string() }).parse(createRequire(import.meta.url)('../package.json'));

/** The newest look at the house, kept fresh in the background; asking never waits and never fails. */
export type StatusWatch = { latest: () => SystemStatus; look: () => Promise<void> };

/** Looks at every sibling each two seconds until `signal` aborts. */
export function watchStatus(peers: Peers, clock: Clock, signal: AbortSignal): StatusWatch {
  let status: SystemStatus = {
    mode: 'synthetic',
    clock: null,
    services: PEER_NAMES.map((name) => ({ name, ready: false, detail: 'not asked yet' })),
    version,
  };
  const look = async (): Promise<void> => {
    const [market, ...services] = await Promise.all([
      marketClock(peers),
      ...PEER_NAMES.map((name) => readinessOf(name, peers[name].url)),
    ]);
    status = { mode: market?.mode ?? status.mode, clock: market, services, version };
  };
  const keepLooking = async (): Promise<void> => {
    while (!signal.aborted) {
      await look();
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  };
  void keepLooking();
  return { latest: () => status, look };
}

async function readinessOf(name: string, url: string): Promise<SystemStatus['services'][number]> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const readiness = Readiness.parse(await response.json());
    const failing = readiness.checks.filter(({ ok }) => !ok).map((check) => `${check.name}: ${check.detail}`);
    return { name, ready: readiness.ready, detail: failing.join('; ') || (readiness.ready ? 'ready' : 'not ready') };
  } catch (error) {
    return {
      name,
      ready: false,
      detail: error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'does not answer',
    };
  }
}

async function marketClock(peers: Peers): Promise<MarketClock | null> {
  try {
    const url = `${peers['data-service'].url}${getMarketClock.path}`;
    return MarketClock.parse(await (await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })).json());
  } catch {
    return null;
  }
}
