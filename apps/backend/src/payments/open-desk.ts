import { balanceOf, post } from '@orbiquant/ledger-store';
import { WITHDRAWAL_POLICY, type WithdrawalPolicy } from '@orbiquant/payments';
import { serverClock, type DbClock, type StepRules } from '@orbiquant/payments-store';
import type { Deps } from '../deps.ts';
import { failsAt, neverFails, type Failure } from './failpoint.ts';
import type { PaymentsDesk } from './payments-desk.ts';
import { openProcessor, type ProcessorOptions } from './processor.ts';

const DAY_MS = 86_400_000;

/** How money comes in and goes out. */
export type PaymentsOptions = {
  /** Null where card payments are not set up. */
  processor?: ProcessorOptions | null;
  policy?: Partial<WithdrawalPolicy>;
  /** How long money from a card stays before it can be withdrawn; the house's own is a week. */
  depositHoldMs?: number;
  clock?: DbClock;
  /** What is to go wrong, in a test. */
  failure?: Failure | null;
};

/** The desk at which money comes in and goes out. */
export function openDesk({ db, clock, log }: Deps, options: PaymentsOptions = {}): PaymentsDesk {
  const { processor, failure } = options;
  return {
    db,
    clock,
    log,
    rules: rulesOf(options),
    processor: processor ? openProcessor(processor) : null,
    fail: failure ? failsAt(failure) : neverFails,
  };
}

const rulesOf = ({ policy, depositHoldMs = 7 * DAY_MS, clock = serverClock }: PaymentsOptions): StepRules => ({
  policy: { ...WITHDRAWAL_POLICY, ...policy },
  depositHoldMs,
  clock,
  books: { post, balanceOf },
});
