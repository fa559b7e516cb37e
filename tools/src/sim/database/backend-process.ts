import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildOrder } from './backend-child.ts';
import type { Place } from './place.ts';

const PATIENCE_MS = 5_000;
const START_MS = 30_000;

/** A backend in a process of its own, which may die or hang at any time. */
export type BackendProcess = {
  url: string;
  /** True once it has died or stopped answering. */
  isGone: () => boolean;
  /** Tells it something; null when it does not answer. */
  tell: (order: ChildOrder) => Promise<unknown>;
  /** Lets it go on after it was stopped where it stood. */
  resume: () => void;
  end: () => Promise<void>;
};

/** Starts a backend that fails where `failure` says. */
export async function startProcess(
  { start, aheadMs }: Place,
  { failure, port }: { failure: string | null; port: number },
): Promise<BackendProcess> {
  const child = fork(fileURLToPath(new URL('./backend-child.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const process = processOf(child, `http://127.0.0.1:${port}`);
  const started = await process.tell({ kind: 'start', ...start, offsetMs: aheadMs(), failure, port });
  if (started === null) throw new Error('the backend did not start');
  return process;
}

function processOf(child: ChildProcess, url: string): BackendProcess {
  let hangs = false;
  const isGone = (): boolean => hangs || child.exitCode !== null || child.signalCode !== null;
  const tell = async (order: ChildOrder): Promise<unknown> => {
    if (isGone()) return null;
    const answer = await answerOf(child, order);
    hangs ||= answer === null && !isGone();
    return answer;
  };
  return {
    url,
    isGone,
    tell,
    resume: () => {
      hangs = false;
      child.kill('SIGCONT');
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What it says within a while; null when it dies or says nothing. */
function answerOf(child: ChildProcess, order: ChildOrder): Promise<unknown> {
  return new Promise((resolve) => {
    const done = (answer: unknown): void => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', gone);
      resolve(answer);
    };
    const gone = (): void => done(null);
    const timer = setTimeout(gone, order.kind === 'start' ? START_MS : PATIENCE_MS);
    child.once('message', done);
    child.once('exit', gone);
    child.send(order, (error) => error && done(null));
  });
}
