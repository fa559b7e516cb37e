import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError, type Clock } from '@orbiquant/kernel';
import { fakeClock } from '@orbiquant/testing';
import type { DutyStore } from './duty-store.ts';
import type { Job, JobWork } from './job.ts';
import { lookAndWork, nextLook, scheduleOf, type ScheduledJob } from './look-and-work.ts';
import { memoryDutyStore } from './testing/memory-duty-store.ts';
import { waitAfter, WORK_RULES, type DutyEvent, type DutyPorts } from './work-duty.ts';

type Tx = Array<() => void>;
const START_MS = Date.UTC(2026, 0, 10);

function scheduled(work: JobWork<Tx>, accounts = ['a', 'b', 'c'], atOnce = 1): ScheduledJob<Tx> {
  const job: Job<Tx> = {
    name: 'MonthlyJob',
    cron: '0 1 1 * *',
    env: 'MONTHLY_CRON',
    period: { kind: 'month', leadMs: 0 },
    atOnce,
    accounts: async () => accounts,
    work,
  };
  return { job, schedule: scheduleOf(job.cron, 'UTC'), follows: true };
}

function bench(change: Partial<DutyPorts<Tx>> = {}) {
  const clock = fakeClock(START_MS);
  const store = memoryDutyStore(clock.nowMs);
  const events: DutyEvent[] = [];
  const ports: DutyPorts<Tx> = {
    store,
    clock,
    rules: WORK_RULES,
    tell: (event) => void events.push(event),
    signal: new AbortController().signal,
    ...change,
  };
  return { clock, store, events, ports };
}

/** Accounts served, by period; in the transaction of their progress. */
function recorder(): { served: string[]; work: JobWork<Tx> } {
  const served: string[] = [];
  return {
    served,
    work: {
      kind: 'transaction',
      serve: async (tx, account, { key }) => void tx.push(() => void served.push(`${key}/${account}`)),
    },
  };
}

describe('working on duties', () => {
  it('N11: after three months away each month is done once, in order, account by account', async () => {
    const { ports, clock } = bench();
    const { served, work } = recorder();
    const job = scheduled(work, ['a', 'b']);
    expect(await lookAndWork(ports, job, 'w')).toEqual([]);
    clock.set(Date.UTC(2026, 4, 1, 1));
    expect(await lookAndWork(ports, job, 'w')).toEqual(['done', 'done', 'done', 'done']);
    expect(await lookAndWork(ports, job, 'w')).toEqual([]);
    expect(served).toEqual(
      ['2026-01', '2026-02', '2026-03', '2026-04'].flatMap((month) => [`${month}/a`, `${month}/b`]),
    );
  });

  it('one account that fails does not stop the rest, and is given up after its tries', async () => {
    const { ports, clock, store, events } = bench();
    const { served, work } = recorder();
    const failing: JobWork<Tx> = {
      kind: 'transaction',
      serve: async (tx, account, context) => {
        if (account === 'b') throw new Error('secret detail');
        return work.kind === 'transaction' ? work.serve(tx, account, context) : undefined;
      },
    };
    const job = scheduled(failing);
    await lookAndWork(ports, job, 'w');
    clock.set(Date.UTC(2026, 1, 1, 1));
    expect(await lookAndWork(ports, job, 'w')).toEqual(['later']);
    expect(served).toEqual(['2026-01/a', '2026-01/c']);
    const ends: string[] = [];
    for (let round = 0; round < 4; round++) {
      clock.set(clock.nowMs() + 3_600_000);
      ends.push(...(await lookAndWork(ports, job, 'w')));
    }
    expect(ends).toEqual(['later', 'later', 'later', 'done']);
    expect(store.duties.get('MonthlyJob/2026-01')!.accounts.get('b')).toMatchObject({
      state: 'dead',
      tries: 5,
      fault: { code: 'internal', reason: 'something unexpected; the log says more' },
    });
    expect(served).toHaveLength(2);
    expect(events.filter(({ kind }) => kind === 'account-failed')).toHaveLength(5);
  });

  it('N6: what passes by itself is waited for, however long; it is never given up', async () => {
    const { ports, clock, store } = bench();
    let tries = 0;
    const job = scheduled(
      {
        kind: 'own',
        serve: async () => {
          if (++tries <= 30) throw new AppError('data-stale', 'No NAV was struck', { retryable: true });
        },
      },
      ['p'],
    );
    await lookAndWork(ports, job, 'w');
    clock.set(Date.UTC(2026, 1, 1, 1));
    const ends: string[] = [];
    while (!ends.includes('done')) {
      ends.push(...(await lookAndWork(ports, job, 'w')));
      clock.set(clock.nowMs() + 3_600_000);
    }
    expect(ends.filter((end) => end === 'later')).toHaveLength(30);
    expect(store.duties.get('MonthlyJob/2026-01')!.accounts.get('p')!.state).toBe('served');
  });

  it('I11: a period that cannot be worked on at all is buried after its tries, and the next goes on', async () => {
    const { ports, clock, store } = bench();
    const { served, work } = recorder();
    const job = scheduled(work);
    job.job.accounts = async ({ key }) => {
      if (key === '2026-01') throw new TypeError('a shape of long ago');
      return ['a'];
    };
    await lookAndWork(ports, job, 'w');
    clock.set(Date.UTC(2026, 2, 1, 1));
    const ends: string[] = [];
    for (let round = 0; round < 6; round++) {
      ends.push(...(await lookAndWork(ports, job, 'w')));
      clock.set(clock.nowMs() + 3_600_000);
    }
    expect(ends).toEqual(['later', 'later', 'later', 'later', 'dead', 'done']);
    expect(store.duties.get('MonthlyJob/2026-01')).toMatchObject({ state: 'dead', fault: { code: 'internal' } });
    expect(served).toEqual(['2026-02/a']);
  });

  it('I11: what ends every worker at once is buried when as many fell silent as there are tries', async () => {
    const { ports, clock, store } = bench();
    const { work } = recorder();
    const job = scheduled(work);
    await lookAndWork(ports, job, 'w');
    clock.set(Date.UTC(2026, 1, 1, 1));
    await lookAndWork({ ...ports, store: { ...store, claim: async () => null } }, job, 'w');
    for (let crash = 0; crash < 5; crash++) {
      expect(await store.claim('MonthlyJob', `w${crash}`, 1_000)).not.toBeNull();
      clock.set(clock.nowMs() + 1_001);
    }
    expect(await lookAndWork(ports, job, 'w')).toEqual(['dead']);
  });

  it('I15: a process that stops finishes what is in hand and lays the rest down without a mark', async () => {
    const stopping = new AbortController();
    const { ports, clock, store } = bench({ signal: stopping.signal });
    const { served, work } = recorder();
    const stops: JobWork<Tx> = {
      kind: 'transaction',
      serve: async (tx, account, context) => {
        if (account === 'b') stopping.abort();
        return work.kind === 'transaction' ? work.serve(tx, account, context) : undefined;
      },
    };
    const job = scheduled(stops);
    await lookAndWork(ports, job, 'w');
    clock.set(Date.UTC(2026, 1, 1, 1));
    expect(await lookAndWork(ports, job, 'w')).toEqual(['stopped']);
    expect(served).toEqual(['2026-01/a', '2026-01/b']);
    const other = bench({ store }).ports;
    expect(await lookAndWork(other, scheduled(work), 'w2')).toEqual(['done']);
    expect(served).toEqual(['2026-01/a', '2026-01/b', '2026-01/c']);
  });

  it('waits twice as long after each attempt, up to an hour', () => {
    const waits = (passes: boolean) => [1, 2, 3, 7, 40].map((attempts) => waitAfter(attempts, WORK_RULES, passes));
    expect(waits(false)).toEqual([60_000, 120_000, 240_000, 3_600_000, 3_600_000]);
    expect(waits(true)).toEqual([5_000, 10_000, 20_000, 320_000, 3_600_000]);
  });

  it('knows when it looks next', () => {
    expect(nextLook(scheduleOf('59 23 * * *', 'UTC'), Date.UTC(2026, 1, 28, 23, 59))).toBe(
      Date.UTC(2026, 2, 1, 23, 59),
    );
    expect(() => scheduleOf('61 * * * *', 'UTC')).toThrow('minute');
  });
});

/** A store whose process dies at the n-th call from now, before or after the call has its effect. */
function dying<T>(store: DutyStore<T>, diesAt: number, after: boolean): DutyStore<T> {
  let calls = 0;
  const guard =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      calls += 1;
      if (calls > diesAt || (calls === diesAt && !after)) return new Promise<never>(() => undefined);
      const answer = await call(...given);
      return calls >= diesAt ? new Promise<never>(() => undefined) : answer;
    };
  const { now, since, lastPeriod, enqueue, claim, beat, settled, serve, miss, tally, finish, layDown, bury } = store;
  return {
    now,
    since,
    lastPeriod,
    beat,
    enqueue: guard(enqueue),
    claim: guard(claim),
    settled: guard(settled),
    serve: guard(serve),
    miss: guard(miss),
    tally: guard(tally),
    finish: guard(finish),
    layDown: guard(layDown),
    bury: guard(bury),
  };
}

/** Lets what can go on go on; what is dead stays where it is. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
};

describe('workers that die', () => {
  it('N10: run twice, by eight at once, killed at any step: every account of every month is served exactly once, in order', async () => {
    const oneDeath = fc.record({
      diesAt: fc.integer({ min: 1, max: 12 }),
      after: fc.boolean(),
      workers: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(oneDeath, { maxLength: 6 }), fc.integer({ min: 1, max: 3 }), async (deaths, atOnce) => {
        const clock = fakeClock(START_MS);
        const still: Clock = {
          ...clock,
          sleep: (_ms, signal) => new Promise((wake) => signal?.addEventListener('abort', () => wake())),
        };
        const store = memoryDutyStore(clock.nowMs);
        const { served, work } = recorder();
        const job = scheduled(work, ['a', 'b', 'c', 'd'], atOnce);
        const ports: DutyPorts<Tx> = {
          store,
          clock: still,
          rules: WORK_RULES,
          tell: () => undefined,
          signal: new AbortController().signal,
        };
        await lookAndWork(ports, job, 'first');
        clock.set(Date.UTC(2026, 3, 1, 1));
        for (const { diesAt, after, workers } of deaths) {
          for (let worker = 0; worker < workers; worker++)
            void lookAndWork({ ...ports, store: dying(store, diesAt + worker, after) }, job, `w${worker}`);
          await settle();
          clock.set(clock.nowMs() + WORK_RULES.leaseMs + 1);
          // a worker that lived for a while is no crash at once
          for (const duty of store.duties.values()) duty.crashes = 0;
        }
        await Promise.all(Array.from({ length: 8 }, (_unused, worker) => lookAndWork(ports, job, `last${worker}`)));
        const months = ['2026-01', '2026-02', '2026-03'];
        expect([...served].sort()).toEqual(
          months.flatMap((month) => ['a', 'b', 'c', 'd'].map((account) => `${month}/${account}`)),
        );
        expect(served.map((one) => one.slice(0, 7))).toEqual(served.map((one) => one.slice(0, 7)).sort());
        expect([...store.duties.values()].every(({ state }) => state === 'done')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
