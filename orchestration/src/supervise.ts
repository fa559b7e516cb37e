import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from './manifest.ts';

/** A service that is kept running: when its process ends, it is started again, later each time. */
export type Supervised = {
  service: Service;
  pid: () => number | null;
  restarts: () => number;
  stop: () => Promise<void>;
};

const FLAGS = ['--disable-warning=ExperimentalWarning', '--import', './orchestration/bin/follow-launcher.mjs'];
const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** A process that lived this long has recovered; the next fall starts the backoff afresh. */
const STEADY_MS = 60_000;
const STOP_MS = 15_000;

/** Starts a service and keeps it running until `stop`. Its output goes to a log file of its own. */
export function supervise(
  service: Service,
  { env, logFolder, args = [] }: { env: Record<string, string>; logFolder: string; args?: readonly string[] },
): Supervised {
  let child: ChildProcess | null = null;
  let stopping = false;
  let restarts = 0;
  let falls = 0;
  const start = (): void => {
    const log = openSync(join(logFolder, `${service.name}.log`), 'a');
    const bornMs = performance.now();
    child = spawn(process.execPath, [...FLAGS, ...args, service.entry], { env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    child.once('exit', () => {
      child = null;
      if (stopping) return;
      falls = performance.now() - bornMs > STEADY_MS ? 0 : falls + 1;
      restarts += 1;
      setTimeout(() => !stopping && start(), BACKOFF_MS[Math.min(falls, BACKOFF_MS.length) - 1] ?? BACKOFF_MS[0]);
    });
  };
  start();
  return {
    service,
    pid: () => child?.pid ?? null,
    restarts: () => restarts,
    stop: async () => {
      stopping = true;
      if (child) await endOf(child);
    },
  };
}

/** Asks a process to end, and makes it after a while. */
async function endOf(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(force);
}
