import type { DuePeriod, PeriodRule } from './period-rule.ts';

/** What came of one account: how many things went well and badly within it, and what else a reader should know. */
export type Outcome = { successes: number; errors: number; note: string | null };

/** What a job knows while it works on a period. */
export type DutyContext = DuePeriod & {
  job: string;
  /** By the clock of the database, or the calendar for a job that goes by it, at the beginning of this attempt. Epoch ms. */
  nowMs: number;
  /** Ends when the process stops or another worker has taken the duty over. */
  signal: AbortSignal;
};

/**
 * A job of the house. Registering one is all that it takes to be scheduled, claimed, resumed, retried and watched.
 * @typeParam Tx  The transaction of the store: what an account's work writes in it is there exactly when its progress is.
 */
export type Job<Tx> = {
  /** `DailySettlementJob`; letters only. */
  name: string;
  /** Five fields; the environment variable that replaces them. */
  cron: string;
  env: string;
  period: PeriodRule;
  /** Whether its periods pass by the calendar of the house, where that is another than the clock. */
  byCalendar?: boolean;
  /** How many accounts are worked on at the same time. */
  atOnce: number;
  /** The accounts of a period, in the order in which they are worked on; the same on every call for one period where it can be. */
  accounts(context: DutyContext): Promise<readonly string[]>;
  work: JobWork<Tx>;
};

/**
 * How a job serves one account. `transaction`: in the store's own transaction, together with the progress, so exactly once.
 * `own`: over the network or in transactions of its own; must be harmless to repeat, because a crash may fall between its
 * effect and its progress.
 */
export type JobWork<Tx> =
  | { kind: 'transaction'; serve(tx: Tx, account: string, context: DutyContext): Promise<Outcome | void> }
  | { kind: 'own'; serve(account: string, context: DutyContext): Promise<Outcome | void> };

/** An account that was served and has nothing more to say. */
export const SERVED: Outcome = { successes: 1, errors: 0, note: null };
