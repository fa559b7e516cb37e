import type { Clock } from '@orbiquant/kernel';
import { faultOf, passesByItself } from './fault-of.ts';
import type { DutyStore, Fault, HeldDuty, Missed } from './duty-store.ts';
import { SERVED, type DutyContext, type Job, type Outcome } from './job.ts';
import { runOfKey } from './period-rule.ts';

/** How long a worker may be silent, how often something is tried, and how long to wait between tries. */
export type WorkRules = {
  leaseMs: number;
  triesMax: number;
  /** After the first failure; what merely has to pass is looked at again sooner. */
  waitMs: number;
  passMs: number;
  waitMaxMs: number;
};

/** What the house uses: silence of a minute loses the duty; five tries, a minute apart at first, five seconds for what passes by itself. */
export const WORK_RULES: WorkRules = {
  leaseMs: 60_000,
  triesMax: 5,
  waitMs: 60_000,
  passMs: 5_000,
  waitMaxMs: 3_600_000,
};

/** What a worker tells of, for logs and metrics. Errors here are whole; what is stored of them is not. */
export type DutyEvent =
  | { kind: 'account-failed'; duty: HeldDuty; account: string; error: unknown; missed: Missed }
  | { kind: 'duty-failed'; duty: HeldDuty; error: unknown; dead: boolean }
  | { kind: 'duty-ended'; duty: HeldDuty; end: DutyEnd };

/** How an attempt at a duty ended. `later`: something is to be tried again; `fenced`: another worker has it now. */
export type DutyEnd = 'done' | 'later' | 'dead' | 'fenced' | 'stopped';

/** What a worker works with. */
export type DutyPorts<Tx> = {
  store: DutyStore<Tx>;
  clock: Clock;
  /** Where days are not those of the clock, as in a replay: what day it is. Epoch ms; may throw while nobody knows. */
  calendar?: { nowMs: () => number } | undefined;
  rules: WorkRules;
  tell: (event: DutyEvent) => void;
  /** Ends when the process stops: what is in hand is finished, the rest is laid down. */
  signal: AbortSignal;
};

/**
 * Works on a duty that was claimed: every account that is not settled, a few at a time. One that fails does not stop the
 * rest. A worker that was killed, or has been silent too long, is carried on from by the next one.
 */
export async function workDuty<Tx>(ports: DutyPorts<Tx>, job: Job<Tx>, duty: HeldDuty): Promise<DutyEnd> {
  const beating = keepAlive(ports, duty);
  const work = attempt(ports, job, { duty, signal: beating.signal });
  const end = await work.catch((error: unknown) => failWhole(ports, duty, error));
  await beating.stop();
  ports.tell({ kind: 'duty-ended', duty, end });
  return end;
}

/** What time it is for the periods of a job. Leases and waits go by the store's clock always. */
export const timeOf = async <Tx>(
  { store, calendar }: Pick<DutyPorts<Tx>, 'store' | 'calendar'>,
  { byCalendar }: Pick<Job<Tx>, 'byCalendar'>,
): Promise<number> => (byCalendar && calendar ? calendar.nowMs() : store.now());

const WORKERS_LOST: Fault = { code: 'workers-lost', reason: 'every worker that took it up fell silent' };

type Attempt = { duty: HeldDuty; signal: AbortSignal };

async function attempt<Tx>(ports: DutyPorts<Tx>, job: Job<Tx>, { duty, signal }: Attempt): Promise<DutyEnd> {
  const { store, rules } = ports;
  // what ends every worker that takes it up is poison: the periods behind it go on
  if (duty.crashes >= rules.triesMax) return (await store.bury(duty, WORKERS_LOST)) ? 'dead' : 'fenced';
  const nowMs = await store.now();
  const context: DutyContext = {
    ...runOfKey(job.period, duty.period),
    job: job.name,
    nowMs: await timeOf(ports, job),
    signal,
  };
  const settled = await store.settled(duty);
  const left = (await job.accounts(context)).filter((account) => !settled.has(account));
  const errors: unknown[] = [];
  const fenced = await serveAll(ports, { job, duty, context, errors }, left);
  if (fenced) return 'fenced';
  if (ports.signal.aborted)
    return (await store.layDown(duty, { atMs: nowMs, fault: null, isFailure: false })) ? 'stopped' : 'fenced';
  return close(ports, duty, errors);
}

type Serving<Tx> = { job: Job<Tx>; duty: HeldDuty; context: DutyContext; errors: unknown[] };

/** Serves accounts in their order, `atOnce` at a time. True when the duty is another's meanwhile. */
async function serveAll<Tx>(ports: DutyPorts<Tx>, serving: Serving<Tx>, left: readonly string[]): Promise<boolean> {
  const queue = left.values();
  let fenced = false;
  const lane = async (): Promise<void> => {
    for (const account of queue) {
      if (fenced || serving.context.signal.aborted) return;
      fenced ||= await serveOne(ports, serving, account);
    }
  };
  await Promise.all(Array.from({ length: serving.job.atOnce }, lane));
  return fenced || (serving.context.signal.aborted && !ports.signal.aborted);
}

async function serveOne<Tx>(ports: DutyPorts<Tx>, serving: Serving<Tx>, account: string): Promise<boolean> {
  const { store, rules, tell } = ports;
  const { duty, errors } = serving;
  try {
    return (await serve(store, serving, account)) === 'fenced';
  } catch (error) {
    errors.push(error);
    // what passes by itself is tried for as long as it takes: giving it up would lose what is merely late
    const triesMax = passesByItself(error) ? Infinity : rules.triesMax;
    const missed = await store.miss(duty, account, { fault: faultOf(error), triesMax });
    tell({ kind: 'account-failed', duty, account, error, missed });
    return missed === 'fenced';
  }
}

async function serve<Tx>(store: DutyStore<Tx>, { job, duty, context }: Serving<Tx>, account: string): Promise<string> {
  const { work } = job;
  if (work.kind === 'transaction')
    return store.serve(duty, account, async (tx) => (await work.serve(tx, account, context)) ?? SERVED);
  const outcome: Outcome = (await work.serve(account, context)) ?? SERVED;
  return store.serve(duty, account, async () => outcome);
}

async function close<Tx>(
  { store, rules }: DutyPorts<Tx>,
  duty: HeldDuty,
  errors: readonly unknown[],
): Promise<DutyEnd> {
  const { open } = await store.tally(duty);
  if (open === 0) return (await store.finish(duty)) ? 'done' : 'fenced';
  const atMs = (await store.now()) + waitAfter(duty.attempts, rules, errors.every(passesByItself));
  const fault: Fault = { code: 'accounts-failed', reason: `${open} to be tried again` };
  return (await store.layDown(duty, { atMs, fault, isFailure: false })) ? 'later' : 'fenced';
}

/** The whole could not be worked on: later again, or given up so that it does not hold up the periods behind it. */
async function failWhole<Tx>({ store, rules, tell }: DutyPorts<Tx>, duty: HeldDuty, error: unknown): Promise<DutyEnd> {
  const fault = faultOf(error);
  const dead = !passesByItself(error) && duty.failures + 1 >= rules.triesMax;
  tell({ kind: 'duty-failed', duty, error, dead });
  if (dead) return (await store.bury(duty, fault)) ? 'dead' : 'fenced';
  const atMs = (await store.now()) + waitAfter(duty.attempts, rules, passesByItself(error));
  return (await store.layDown(duty, { atMs, fault, isFailure: true })) ? 'later' : 'fenced';
}

/** Twice as long after each attempt, up to a limit. Milliseconds. */
export const waitAfter = (attempts: number, { waitMs, passMs, waitMaxMs }: WorkRules, passes: boolean): number =>
  Math.min(waitMaxMs, (passes ? passMs : waitMs) * 2 ** Math.min(30, Math.max(0, attempts - 1)));

/** Prolongs the lease while the work goes on; its signal ends when that fails, or when the process stops. */
function keepAlive<Tx>(
  { store, clock, rules, signal }: DutyPorts<Tx>,
  duty: HeldDuty,
): { signal: AbortSignal; stop: () => Promise<void> } {
  const lost = new AbortController();
  const ended = new AbortController();
  const beat = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await clock.sleep(rules.leaseMs / 3, ended.signal);
      // a store that is away for a moment is no other worker: the lease decides, and the fence at each write
      const held = ended.signal.aborted || (await store.beat(duty, rules.leaseMs).catch(() => true));
      if (!held) return lost.abort();
    }
  };
  const beating = beat();
  return {
    signal: AbortSignal.any([lost.signal, signal]),
    stop: async () => {
      ended.abort();
      await beating;
    },
  };
}
