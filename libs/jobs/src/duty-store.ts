import type { Outcome } from './job.ts';

/** A duty that this worker holds. */
export type HeldDuty = {
  job: string;
  period: string;
  /** Counts the workers that took it up: only the newest one's writes count. */
  epoch: number;
  attempts: number;
  /** How often it failed as a whole. */
  failures: number;
  /** How many workers in a row fell silent on it at once. */
  crashes: number;
};

/** Why something failed: a stable code, and a sentence that holds no secret. */
export type Fault = { code: string; reason: string };

/** What became of a failed account: tried again later, given up, or the write no longer counted. */
export type Missed = 'again' | 'dead' | 'fenced';

/** Sums over the accounts of a duty. `open`: failed, to be tried again. */
export type Tally = { successes: number; errors: number; open: number };

/** Where duties live. Everything but `claim` and `enqueue` names the holder, and does nothing for one that is no longer it. */
export interface DutyStore<Tx> {
  /** What time it is by the store: the one clock that decides what is due and whose lease is over. Epoch ms. */
  now(): Promise<number>;
  /** When this installation began to follow a job; the first one to ask decides. */
  since(job: string, nowMs: number): Promise<number>;
  /** The newest period that the schedule of a job has brought; what was asked for by hand does not count. */
  lastPeriod(job: string): Promise<string | null>;
  /** Writes down what is to be done; who is second changes nothing, but a person who asks has what waits tried now, and what comes before it. Returns how many were new. */
  enqueue(job: string, periods: readonly string[], by: { nowMs: number; isScheduled: boolean }): Promise<number>;
  /** The oldest duty of a job that is not over, when nobody holds it and it need not wait; null otherwise. */
  claim(job: string, worker: string, leaseMs: number): Promise<HeldDuty | null>;
  /** Prolongs the lease; false when another worker has taken over. */
  beat(duty: HeldDuty, leaseMs: number): Promise<boolean>;
  /** The accounts that are served or given up. */
  settled(duty: HeldDuty): Promise<Set<string>>;
  /** Serves an account and notes it, in one transaction; not at all when it is served or the duty is another's. */
  serve(duty: HeldDuty, account: string, work: (tx: Tx) => Promise<Outcome>): Promise<'served' | 'known' | 'fenced'>;
  /** Notes that an account failed; the `triesMax`-th time gives it up. */
  miss(duty: HeldDuty, account: string, miss: { fault: Fault; triesMax: number }): Promise<Missed>;
  tally(duty: HeldDuty): Promise<Tally>;
  /** Ends a duty. */
  finish(duty: HeldDuty): Promise<boolean>;
  /** Lays a duty down until later; a `fault` says why, `isFailure` whether it failed as a whole. */
  layDown(duty: HeldDuty, until: { atMs: number; fault: Fault | null; isFailure: boolean }): Promise<boolean>;
  /** Gives a duty up as a whole, so that the next periods go on. */
  bury(duty: HeldDuty, fault: Fault): Promise<boolean>;
}
