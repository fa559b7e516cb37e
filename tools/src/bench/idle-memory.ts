import { execFileSync } from 'node:child_process';
import { startStack } from '@orbiquant/e2e';
import { SERVICES } from '@orbiquant/orchestration';

const SETTLE_MS = 15_000;

/** Resident memory of each service of a platform that has just started and whose market stands still, in MiB. */
export async function idleMemory(portOffset: number, seed: string): Promise<Record<string, number>> {
  const stack = await startStack({ portOffset, seed });
  try {
    await stack.market('pause');
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return Object.fromEntries(SERVICES.map(({ name }) => [name, residentMiB(stack.pidOf(name))]));
  } finally {
    await stack.stop();
  }
}

function residentMiB(pid: number | null): number {
  if (pid === null) throw new Error('A service is down while its memory is measured');
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);
}
