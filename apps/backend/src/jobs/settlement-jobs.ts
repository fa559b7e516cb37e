import type { DutyContext, JobWork, Outcome } from '@orbiquant/jobs';
import { AppError } from '@orbiquant/kernel';
import { exponentOf } from '@orbiquant/ledger';
import { dayOf } from '@orbiquant/periods';
import type { EntityManager } from '@orbiquant/platform-db';
import { beginBooks, CLOSE, feedFills, settleCycle, takeInbox } from '@orbiquant/settlement-store';
import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

/** What wallets and pools are kept in. */
const CURRENCY = 'USDT';
/** The look at 23:59 settles the day that is about to end; the rest of its last minute counts on the next. */
const LAST_MINUTE_MS = 60_000;

/** Closes a day: what was traded, whose it is, told to everybody who listens. */
export const dailySettlementJob = (deps: JobDeps): HouseJob => ({
  name: 'DailySettlementJob',
  cron: DEFAULT_CRONS.DAILY_SETTLEMENT_CRON,
  env: 'DAILY_SETTLEMENT_CRON',
  period: { kind: 'day', leadMs: LAST_MINUTE_MS },
  byCalendar: true,
  ...settling(deps, ({ key: day, fromMs, toMs }) => ({ day, cycle: CLOSE, fromMs, toMs })),
});

/** Looks at the day while it is open. */
export const intradaySettlementJob = (deps: JobDeps): HouseJob => ({
  name: 'IntradaySettlementJob',
  cron: DEFAULT_CRONS.INTRADAY_SETTLEMENT_CRON,
  env: 'INTRADAY_SETTLEMENT_CRON',
  period: { kind: 'slot' },
  byCalendar: true,
  ...settling(deps, ({ key: cycle, fromMs: atMs }) => {
    const { key: day, fromMs } = dayOf(atMs);
    return { day, cycle, fromMs, toMs: Math.max(atMs, fromMs + 1) };
  }),
});

type Cycle = { day: string; cycle: string; fromMs: number; toMs: number };

function settling(
  { db, work: house, calendar }: JobDeps,
  cycleOf: (context: DutyContext) => Cycle,
): Pick<HouseJob, 'atOnce' | 'accounts' | 'work'> {
  const work: JobWork<EntityManager> = {
    kind: 'transaction',
    serve: (tx, _account, context) => settleOrSay(tx, cycleOf(context), context),
  };
  return {
    atOnce: 1,
    accounts: async ({ signal, nowMs, fromMs }) => {
      // the days of a replay lie before the day of its installation
      if (calendar) await beginBooks(db.manager, dayOf(fromMs).fromMs);
      await feedFills(db, await house.venue());
      await takeInbox(db, { nowMs, signal });
      return ['books'];
    },
    work,
  };
}

async function settleOrSay(tx: EntityManager, cycle: Cycle, { nowMs }: DutyContext): Promise<Outcome> {
  const order = { ...cycle, settledAtMs: nowMs, currency: CURRENCY, exponent: exponentOf(CURRENCY) };
  try {
    const { totals, notes } = await settleCycle(tx, order);
    return {
      successes: totals.operations,
      errors: 0,
      note: notes.length > 0 ? notes.map(({ code }) => code).join(', ') : null,
    };
  } catch (error) {
    // a day that closed without this look has no such report, and never will have
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return { successes: 0, errors: 1, note: error.message };
  }
}
