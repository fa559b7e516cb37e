import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { lookAndWork, scheduleOf, WORK_RULES, type DutyPorts, type Job, type ScheduledJob } from '@orbiquant/jobs';
import { dutyStoreContract } from '@orbiquant/jobs/testing';
import { AppError, systemClock } from '@orbiquant/kernel';
import { openDatabase, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import type { DbClock } from './db-clock.ts';
import { noteDead } from './dead-letters.ts';
import { findDuty, jobStanding, listDeadLetters, listDuties, retryDuty } from './duty-views.ts';
import { pgDutyStore } from './pg-duty-store.ts';
import { distributing } from './testing/distributing.ts';

const INSTALLED_MS = Date.UTC(2026, 0, 10);
let database: FreshDatabase;
let db: DataSource;
let other: DataSource;
let owner: Client;
let nowMs = INSTALLED_MS;
const clock: DbClock = async () => nowMs;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  owner.on('error', () => undefined); // the database is dropped under it at the end
  await owner.connect();
  // no constraint of its own: that nobody is paid twice has to follow from the duty alone
  await owner.query(
    'CREATE TABLE education.payments (paid bigint GENERATED ALWAYS AS IDENTITY, period text NOT NULL, account text NOT NULL); GRANT ALL ON education.payments TO orbiquant_backend',
  );
  [db, other] = await Promise.all(
    [0, 1].map(() => openDatabase({ url: database.urlFor('backend') })) as [Promise<DataSource>, Promise<DataSource>],
  );
});
afterAll(async () => {
  await Promise.all([db?.destroy(), other?.destroy()]);
  await owner?.end();
});
beforeEach(async () => {
  nowMs = INSTALLED_MS;
  await owner.query(
    'TRUNCATE financial.duties, financial.duty_accounts, financial.job_schedules, financial.job_dead_letters, education.payments',
  );
});

dutyStoreContract(async () => ({ store: pgDutyStore(db, clock) as never, pass: (ms) => void (nowMs += ms) }));

const following = (job: Job<EntityManager>): ScheduledJob<EntityManager> => ({
  job,
  schedule: scheduleOf(job.cron, 'UTC'),
  follows: true,
});
const portsOf = (source: DataSource, change: Partial<DutyPorts<EntityManager>> = {}): DutyPorts<EntityManager> => ({
  store: pgDutyStore(source, clock),
  clock: systemClock,
  rules: WORK_RULES,
  tell: () => undefined,
  signal: new AbortController().signal,
  ...change,
});
const paid = async (): Promise<string[]> =>
  (
    await owner.query<{ paid: string }>(
      "SELECT period || '/' || account AS paid FROM education.payments ORDER BY payments.paid",
    )
  ).rows.map((row) => row.paid);
const month = (key: string): string[] => ['a', 'b', 'c', 'd', 'e'].map((account) => `${key}/${account}`);
const install = (): Promise<unknown> => lookAndWork(portsOf(db), following(distributing()), 'install');

describe('what was given up', () => {
  it('I5: is written down inside the transaction that gave it up, and refused beside one', async () => {
    const duty = { job: 'MonthlyTestJob', period: '2026-01', epoch: 1, attempts: 1, failures: 0, crashes: 0 };
    const dead = { duty, account: 'a', tries: 1, fault: { code: 'x', reason: 'y' }, nowMs: 1 };
    await expect(noteDead(db.manager, dead)).rejects.toThrow('money is written inside a transaction');
  });
});

describe('two schedulers', () => {
  it('N10, I8: racing fifty times without a queue to tell them apart, run each period once', async () => {
    await install();
    for (let round = 1; round <= 50; round++) {
      nowMs = Date.UTC(2026, round, 1, 1);
      const job = following(distributing(undefined, ['a', 'b']));
      await Promise.all([db, other].map((source, index) => lookAndWork(portsOf(source), job, `scheduler-${index}`)));
      // who lost the race may have looked while the other was still at it; a look later is all it takes
      await lookAndWork(portsOf(other), job, 'scheduler-1');
    }
    const all = await paid();
    expect(all).toHaveLength(100);
    expect(new Set(all).size).toBe(100);
    expect(
      (await listDuties(db.manager, 'MonthlyTestJob', 100)).every(
        ({ state, attempts }) => state === 'done' && attempts === 1,
      ),
    ).toBe(true);
  });

  it('I12: five that boot at once make one schedule and one duty', async () => {
    await Promise.all(
      Array.from({ length: 5 }, (_unused, at) =>
        lookAndWork(portsOf(at % 2 ? db : other), following(distributing()), `pod-${at}`),
      ),
    );
    nowMs = Date.UTC(2026, 1, 1, 1);
    await Promise.all(
      Array.from({ length: 5 }, (_unused, at) =>
        lookAndWork(portsOf(at % 2 ? db : other), following(distributing()), `pod-${at}`),
      ),
    );
    expect((await owner.query('SELECT 1 FROM financial.job_schedules')).rowCount).toBe(1);
    expect(await paid()).toEqual(month('2026-01'));
  });

  it('N11: after three months away each month is done once, in order', async () => {
    await install();
    nowMs = Date.UTC(2026, 4, 1, 1);
    await Promise.all([db, other].map((source) => lookAndWork(portsOf(source), following(distributing()), 'w')));
    await lookAndWork(portsOf(db), following(distributing()), 'w');
    expect(await paid()).toEqual(['2026-01', '2026-02', '2026-03', '2026-04'].flatMap(month));
  });
});

/** Runs the job in a process of its own that is killed while it serves `account`. */
const killedAt = (account: string): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    const file = fileURLToPath(new URL('./testing/dying-worker.ts', import.meta.url));
    const child = spawn(process.execPath, [file, database.urlFor('backend'), account], { stdio: 'ignore' });
    child.once('exit', (_code, signal) => resolve(signal));
  });

describe('a worker that is lost', () => {
  it('N10: killed in the middle of an account, it is carried on from where it stopped; nobody is paid twice', async () => {
    nowMs = Date.now() - 90 * 86_400_000;
    await install();
    nowMs = Date.now();
    const store = pgDutyStore(db, clock);
    await store.enqueue('MonthlyTestJob', ['2026-01'], { nowMs: nowMs - 1, isScheduled: true });
    expect(await killedAt('c')).toBe('SIGKILL');
    expect(await paid()).toEqual(['2026-01/a', '2026-01/b']);
    nowMs = Date.now() + 120_000;
    const once = { ...following(distributing()), follows: false };
    expect(await lookAndWork(portsOf(db), once, 'next')).toEqual(['done']);
    expect(await paid()).toEqual(month('2026-01'));
    expect(await findDuty(db.manager, 'MonthlyTestJob', '2026-01')).toMatchObject({
      attempts: 2,
      successes: 5,
      errors: 0,
    });
  });

  it.each(['a', 'c', 'e'])(
    'I10: paused at account %s until another has taken over, it finds its writes refused',
    async (account) => {
      await install();
      nowMs = Date.UTC(2026, 1, 1, 1);
      let resume = (): void => undefined;
      let paused = (): void => undefined;
      const isPaused = new Promise<void>((resolve) => (paused = resolve));
      const slow: Job<EntityManager> = {
        ...distributing(),
        work: {
          kind: 'own',
          serve: async (served) => {
            if (served === account) {
              paused();
              await new Promise<void>((resolve) => (resume = resolve));
            }
          },
        },
      };
      const ports = portsOf(db, { rules: { ...WORK_RULES, leaseMs: 3_600_000 } });
      const first = lookAndWork(ports, following(slow), 'paused');
      await isPaused;
      nowMs += 3_600_001;
      expect(
        await lookAndWork(
          portsOf(other),
          following({ ...slow, work: { kind: 'own', serve: async () => undefined } }),
          'next',
        ),
      ).toEqual(['done']);
      resume();
      expect(await first).toEqual(['fenced']);
      expect(await findDuty(db.manager, 'MonthlyTestJob', '2026-01')).toMatchObject({
        state: 'done',
        successes: 5,
        attempts: 2,
      });
    },
  );

  it('I14: whose connection drops inside an account has not served it, and the next one does', async () => {
    await install();
    nowMs = Date.UTC(2026, 1, 1, 1);
    const cut = await openDatabase({ url: database.urlFor('backend'), applicationName: 'cut-me' });
    const job = distributing(async (account) => {
      if (account !== 'c') return;
      await owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut-me'");
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await lookAndWork(portsOf(cut), following(job), 'cut').catch(() => undefined);
    await cut.destroy().catch(() => undefined);
    nowMs += WORK_RULES.waitMaxMs + 1;
    expect(await lookAndWork(portsOf(db), following(distributing()), 'next')).toEqual(['done']);
    expect([...(await paid())].sort()).toEqual(month('2026-01'));
  });
});

describe('what cannot be done', () => {
  it('I11: an account that always fails is given up after its tries, the others are served, and a person can have it tried again', async () => {
    await install();
    nowMs = Date.UTC(2026, 1, 1, 1);
    let isMended = false;
    const job = following(
      distributing(async (account) => {
        if (account === 'b' && !isMended) throw new AppError('unprocessable', 'a shape that nobody reads any more');
      }),
    );
    const ends: string[] = [];
    while (!ends.includes('done')) {
      ends.push(...(await lookAndWork(portsOf(db), job, 'w')));
      nowMs += WORK_RULES.waitMaxMs;
    }
    expect(ends).toEqual(['later', 'later', 'later', 'later', 'done']);
    expect(await listDeadLetters(db.manager, 10)).toEqual([
      expect.objectContaining({
        job: 'MonthlyTestJob',
        period: '2026-01',
        account: 'b',
        tries: 5,
        code: 'unprocessable',
      }),
    ]);
    expect(await jobStanding(db.manager, 'MonthlyTestJob')).toMatchObject({
      deadLetters: 1,
      lastRun: { successes: 4, errors: 1 },
    });
    isMended = true;
    expect(await retryDuty(db, { job: 'MonthlyTestJob', period: '2026-01' }, nowMs)).toBe(true);
    expect(await lookAndWork(portsOf(db), job, 'w')).toEqual(['done']);
    expect((await paid()).sort()).toEqual(month('2026-01'));
    expect(await jobStanding(db.manager, 'MonthlyTestJob')).toMatchObject({
      deadLetters: 0,
      lastRun: { successes: 5, errors: 0 },
    });
    expect(await retryDuty(db, { job: 'MonthlyTestJob', period: '2026-01' }, nowMs)).toBe(false);
  });
});
