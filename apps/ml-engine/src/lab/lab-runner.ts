import type { FastifyBaseLogger } from 'fastify';
import type { LabOrder, LabProgress, LabRun } from '@orbiquant/contracts';
import { AppError, type Clock } from '@orbiquant/kernel';
import { dataDigestOf, familyOf, problemOf, runJob, type JobDeps, type LabInstrument } from '@orbiquant/lab';
import type { RunRepository, TrialRepository } from '@orbiquant/lab-store';
import type { EvaluationPool } from '@orbiquant/lab-workers';

/** What the runner works with. */
export type LabRunnerDeps = {
  runs: RunRepository;
  trials: TrialRepository;
  pool: EvaluationPool;
  read: (order: LabOrder) => Promise<LabInstrument[]>;
  clock: Clock;
  log: FastifyBaseLogger;
  codeVersion: string;
};

/** Works on the runs that wait, one after another. */
export type LabRunner = {
  /** Something was ordered: look now. */
  wake: () => void;
  /** Ends when the signal aborts; the run in hand goes back to the queue with all that it has found. */
  done: Promise<void>;
};

/** A claim that is not renewed for this long lapses. */
const CLAIM_MS = 15_000;
const TELL_MS = 500;
const LOOK_MS = 1_000;

/** Starts working. Start is recovery: what a killed worker left claimed is taken up once its claim lapses. */
export function labRunner(deps: LabRunnerDeps, signal: AbortSignal): LabRunner {
  let ring = (): void => undefined;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const heard = new Promise<void>((resolve) => (ring = resolve));
      const run = await next(deps);
      if (run) await workOn(deps, run, signal);
      else await Promise.race([heard, pause(LOOK_MS, signal)]);
    }
  };
  return { wake: () => ring(), done: work() };
}

async function next({ runs, clock, log }: LabRunnerDeps): Promise<LabRun | null> {
  const nowMs = clock.nowMs();
  return runs.claim(nowMs, nowMs + CLAIM_MS).catch((err: unknown) => {
    log.warn({ err }, 'no run could be claimed');
    return null;
  });
}

async function workOn(deps: LabRunnerDeps, { runId, order }: LabRun, stopping: AbortSignal): Promise<void> {
  const { runs, clock, log } = deps;
  const cancelled = new AbortController();
  const signal = AbortSignal.any([stopping, cancelled.signal]);
  const teller = tellProgress(deps, runId, cancelled);
  try {
    const result = await perform(deps, { runId, order }, { signal, progress: teller.progress });
    await runs.end(runId, { state: 'done', result }, clock.nowMs());
  } catch (error) {
    if (stopping.aborted) await runs.release(runId);
    else if (!cancelled.signal.aborted) {
      log.warn({ err: error, runId }, 'a run of the lab failed');
      await runs.end(runId, { state: 'failed', problem: problemFrom(error) }, clock.nowMs());
    }
  } finally {
    teller.stop();
  }
}

const problemFrom = (error: unknown): { code: string; message: string } =>
  error instanceof AppError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: 'Something went wrong on our side' };

/** The claim is renewed and the newest progress told every so often; a run that is no longer ours is dropped. */
function tellProgress({ runs, clock, log }: LabRunnerDeps, runId: string, cancelled: AbortController) {
  let newest: LabProgress = { done: 0, total: 0, stage: 'candles' };
  const tell = async (): Promise<void> => {
    const isOurs = await runs.advance(runId, newest, clock.nowMs() + CLAIM_MS);
    if (!isOurs) cancelled.abort();
  };
  const timer = setInterval(() => {
    tell().catch((err: unknown) => log.warn({ err, runId }, 'the progress of a run was not told'));
  }, TELL_MS);
  return { progress: (progress: LabProgress) => (newest = progress), stop: () => clearInterval(timer) };
}

type Given = Pick<JobDeps, 'signal' | 'progress'>;

async function perform(deps: LabRunnerDeps, { runId, order }: Pick<LabRun, 'runId' | 'order'>, given: Given) {
  const { runs, trials, pool, codeVersion } = deps;
  const instruments = await deps.read(order);
  const dataDigest = dataDigestOf(problemOf(order, { instruments, codeVersion }));
  const key = { dataDigest, family: familyOf(order) };
  const trialsBefore = await trials.before(key);
  const steps = await runs.steps(runId);
  const done = await runJob(
    order,
    { instruments, codeVersion, trialsBefore },
    {
      ...given,
      evaluateBatch: (problem, sets) => pool.evaluateBatch(problem, sets),
      checkpoint: { load: async () => steps, append: (step) => runs.appendStep(runId, steps.push(step) - 1, step) },
    },
  );
  await trials.record(key, runId, done.trials);
  return done.result;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
