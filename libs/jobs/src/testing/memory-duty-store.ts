import type { DutyStore, Fault, HeldDuty, Tally } from '../duty-store.ts';
import type { Outcome } from '../job.ts';

type AccountRow = { state: 'served' | 'open' | 'dead'; tries: number; outcome: Outcome; fault: Fault | null };
type DutyRow = Omit<HeldDuty, 'job' | 'period'> & {
  state: 'waiting' | 'running' | 'done' | 'dead';
  notBeforeMs: number;
  leaseUntilMs: number;
  fault: Fault | null;
  accounts: Map<string, AccountRow>;
};

/** Duties in memory, for tests and simulations; a transaction is a list of what to do when it ends well. */
export function memoryDutyStore(nowMs: () => number): DutyStore<Array<() => void>> & { duties: Map<string, DutyRow> } {
  const duties = new Map<string, DutyRow>();
  const schedules = new Map<string, { sinceMs: number; lastKey: string | null }>();
  const held = ({ job, period, epoch }: HeldDuty): DutyRow | null => {
    const row = duties.get(`${job}/${period}`);
    return row?.state === 'running' && row.epoch === epoch ? row : null;
  };
  const change = async (duty: HeldDuty, part: Partial<DutyRow>): Promise<boolean> => {
    const row = held(duty);
    if (row) Object.assign(row, part);
    return row !== null;
  };
  return {
    duties,
    now: async () => nowMs(),
    since: async (job, atMs) => {
      const schedule = schedules.get(job) ?? { sinceMs: atMs, lastKey: null };
      schedules.set(job, schedule);
      return schedule.sinceMs;
    },
    lastPeriod: async (job) => schedules.get(job)?.lastKey ?? null,
    enqueue: async (job, periods, { nowMs: atMs, isScheduled }) => {
      const fresh = periods.filter((period) => !duties.has(`${job}/${period}`));
      for (const period of fresh) duties.set(`${job}/${period}`, newRow());
      const newest = `${job}/${[...periods].sort().at(-1)}`;
      const waiting = [...duties].filter(
        ([key, { state }]) => key.startsWith(`${job}/`) && key <= newest && state === 'waiting',
      );
      if (!isScheduled) for (const [, row] of waiting) row.notBeforeMs = Math.min(row.notBeforeMs, atMs);
      const schedule = schedules.get(job);
      if (isScheduled && schedule) schedule.lastKey = [schedule.lastKey ?? '', ...periods].sort().at(-1)!;
      return fresh.length;
    },
    claim: async (job, _worker, leaseMs) => {
      const open = [...duties].filter(([key, row]) => key.startsWith(`${job}/`) && /waiting|running/.test(row.state));
      const [key, row] = open.sort(([left], [right]) => (left < right ? -1 : 1))[0] ?? [];
      if (!key || !row || (row.state === 'waiting' ? row.notBeforeMs : row.leaseUntilMs) > nowMs()) return null;
      row.crashes += row.state === 'running' ? 1 : 0;
      Object.assign(row, { state: 'running', leaseUntilMs: nowMs() + leaseMs });
      row.epoch += 1;
      row.attempts += 1;
      const { epoch, attempts, failures, crashes } = row;
      return { job, period: key.slice(job.length + 1), epoch, attempts, failures, crashes };
    },
    beat: async (duty, leaseMs) => change(duty, { leaseUntilMs: nowMs() + leaseMs, crashes: 0 }),
    settled: async (duty) =>
      new Set(
        [...(held(duty)?.accounts ?? [])].filter(([, { state }]) => state !== 'open').map(([account]) => account),
      ),
    serve: async (duty, account, work) => {
      if (!held(duty)) return 'fenced';
      if (['served', 'dead'].includes(held(duty)!.accounts.get(account)?.state ?? '')) return 'known';
      const effects: Array<() => void> = [];
      const outcome = await work(effects);
      const row = held(duty);
      if (!row) return 'fenced';
      for (const effect of effects) effect();
      const tries = (row.accounts.get(account)?.tries ?? 0) + 1;
      row.accounts.set(account, { state: 'served', tries, outcome, fault: null });
      return 'served';
    },
    miss: async (duty, account, { fault, triesMax }) => {
      const row = held(duty);
      if (!row) return 'fenced';
      const tries = (row.accounts.get(account)?.tries ?? 0) + 1;
      const state = tries >= triesMax ? 'dead' : 'open';
      row.accounts.set(account, { state, tries, outcome: { successes: 0, errors: 1, note: null }, fault });
      return state === 'dead' ? 'dead' : 'again';
    },
    tally: async (duty): Promise<Tally> => {
      const rows = [...(held(duty)?.accounts.values() ?? [])];
      return {
        successes: rows.reduce((sum, { outcome }) => sum + outcome.successes, 0),
        errors: rows.reduce((sum, { outcome }) => sum + outcome.errors, 0),
        open: rows.filter(({ state }) => state === 'open').length,
      };
    },
    finish: async (duty) => change(duty, { state: 'done', fault: null }),
    layDown: async (duty, { atMs, fault, isFailure }) => {
      const failures = duty.failures + (isFailure ? 1 : 0);
      return change(duty, { state: 'waiting', notBeforeMs: atMs, fault, failures, crashes: 0 });
    },
    bury: async (duty, fault) => change(duty, { state: 'dead', fault }),
  };
}

const newRow = (): DutyRow => ({
  state: 'waiting',
  epoch: 0,
  attempts: 0,
  failures: 0,
  crashes: 0,
  notBeforeMs: 0,
  leaseUntilMs: 0,
  fault: null,
  accounts: new Map(),
});
