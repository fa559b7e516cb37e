import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Client } from 'pg';
import { lookAndWork, type DutyPorts } from '@orbiquant/jobs';
import { AppError, newId, systemClock } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf } from '@orbiquant/ledger';
import { postNow } from '@orbiquant/ledger-store';
import { openDatabase, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { createServer } from '@orbiquant/platform-http';
import { createLogger } from '@orbiquant/platform-observe';
import { freshDatabase, until, type FreshDatabase } from '@orbiquant/testing';
import { loadConfig, type ConfigError } from '@orbiquant/platform-config';
import type { Deps } from '../deps.ts';
import { jobsRoutes } from '../routes/jobs-routes.ts';
import { settlementRoutes } from '../routes/settlement-routes.ts';
import { everythingTold } from '../testing/everything-told.ts';
import { CLEANUP_RULES } from './cleanup-rules.ts';
import type { HouseWork } from './house-work.ts';
import { jobsEnv, jobsOptions } from './jobs-env.ts';
import { jobNamed, openJobsDesk, type JobsDesk } from './jobs-desk.ts';
import { runJobs } from './run-jobs.ts';

const BEGAN_MS = Date.UTC(2026, 1, 27, 12, 5);
const userId = newId();
let database: FreshDatabase;
let db: DataSource;
let owner: Client;
let server: FastifyInstance;
let desk: JobsDesk;
let work: HouseWork & { calls: string[] };
let nowMs = BEGAN_MS;
let roles: Array<'operator' | 'investor'> = ['operator'];

function fakeWork(): HouseWork & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    venue: async () => 'paper',
    products: async () => ['p1', 'p2'],
    strikeForDay: async (product, day) => void calls.push(`strike ${product} ${day}`),
    accountDays: async (product, day) => void calls.push(`days ${product} ${day}`),
    distributeMonth: async (product, month) => (calls.push(`month ${product} ${month}`), 'signed'),
    payments: {
      openIncidents: async () => 0,
      submitApproved: async () => (calls.push('submit'), { done: 3, failed: 1 }),
      releaseDeposits: async () => (calls.push('release'), 2),
      reconcile: async () => true,
    },
    scoreModels: async () => ({ scored: 7, unscorable: 1, models: [] }),
  };
}

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  owner.on('error', () => undefined); // the database is dropped under it at the end
  await owner.connect();
  await owner.query(
    `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at) VALUES ($1, 'op@example.org', 'Op', 'x', '{operator}', 'es', true, now())`,
    [userId],
  );
  db = await openDatabase({ url: database.urlFor('backend') });
});
afterAll(async () => {
  await db?.destroy();
  await owner?.end().catch(() => undefined);
});
beforeEach(async () => {
  await server?.close();
  nowMs = BEGAN_MS;
  roles = ['operator'];
  work = fakeWork();
  await owner.query(
    'TRUNCATE financial.duties, financial.duty_accounts, financial.job_schedules, financial.job_dead_letters',
  );
  await owner.query("UPDATE financial.settlement_books SET closed_until = '2026-02-27'");
  server = await createServer({
    service: 'backend',
    logLevel: 'silent',
    authenticate: async () => ({ kind: 'person', person: { userId, roles } }),
  });
  const log = createLogger('backend', 'silent');
  const house = new Proxy({} as HouseWork, { get: (_target, name) => work[name as keyof HouseWork] });
  desk = openJobsDesk({
    ...jobsOptions(loadConfig(jobsEnv, {})),
    ...{ db, clock: systemClock, log, metrics: server.metrics, work: house, dbClock: async () => nowMs },
  });
  const deps = { db, clock: systemClock } as Deps;
  jobsRoutes(server, deps, desk);
  settlementRoutes(server, deps);
});
afterAll(() => server?.close());

const ports = (): DutyPorts<EntityManager> => ({ ...desk, signal: new AbortController().signal });
const round = async (name: string): Promise<string[]> => lookAndWork(ports(), jobNamed(desk, name), 'w');
type Answer = { status: number; body: never; headers: Record<string, unknown>; raw: Buffer };
async function ask(method: 'GET' | 'POST', url: string, given: { body?: object; key?: string } = {}): Promise<Answer> {
  const answer = await server.inject({
    method,
    url,
    headers: {
      ...(given.key ? { 'idempotency-key': given.key } : {}),
      ...(given.body ? { 'content-type': 'application/json' } : {}),
    },
    ...(given.body ? { payload: JSON.stringify(given.body) } : {}),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    body: (isJson ? JSON.parse(answer.body) : null) as never,
    headers: answer.headers,
    raw: answer.rawPayload,
  };
}

describe('the jobs of the house', () => {
  it('N11: after days away, each day is struck and written once, in order, product by product', async () => {
    await round('DailyPerformanceJob');
    nowMs = Date.UTC(2026, 2, 2, 0, 30);
    expect(await round('DailyPerformanceJob')).toEqual(['done', 'done', 'done']);
    expect(await round('DailyPerformanceJob')).toEqual([]);
    expect(work.calls).toEqual(
      ['2026-02-27', '2026-02-28', '2026-03-01'].flatMap((day) =>
        ['p1', 'p2'].flatMap((product) => [`strike ${product} ${day}`, `days ${product} ${day}`]),
      ),
    );
  });

  it('N6, N10: a month that cannot be signed yet is waited for, and what is signed is not done again', async () => {
    await round('MonthlyDistributionJob');
    nowMs = Date.UTC(2026, 2, 1, 1);
    let tries = 0;
    work.distributeMonth = async (product, month) => {
      work.calls.push(`month ${product} ${month}`);
      if (product === 'p2' && ++tries < 3) throw new AppError('data-stale', 'No NAV was struck', { retryable: true });
      return 'signed';
    };
    const ends: string[] = [];
    for (let look = 0; look < 4; look++) {
      ends.push(...(await round('MonthlyDistributionJob')));
      nowMs += 3_600_000;
    }
    expect(ends).toEqual(['later', 'later', 'done']);
    expect(work.calls).toEqual(['month p1 2026-02', 'month p2 2026-02', 'month p2 2026-02', 'month p2 2026-02']);
  });

  it('N11: after months away a month waits for its days, whichever lane comes first', async () => {
    for (const name of ['DailyPerformanceJob', 'MonthlyDistributionJob']) await round(name);
    nowMs = Date.UTC(2026, 3, 2, 1);
    expect(await round('MonthlyDistributionJob')).toEqual(['later']);
    expect(work.calls).toEqual([]);
    await round('DailyPerformanceJob');
    nowMs += 3_600_000;
    expect(await round('MonthlyDistributionJob')).toEqual(['done', 'done']);
    const order = work.calls.filter((call) => call.startsWith('strike p1') || call.startsWith('month p1'));
    expect(order.slice(-3)).toEqual(['strike p1 2026-04-01', 'month p1 2026-02', 'month p1 2026-03']);
    expect(order).toHaveLength(2 + 31 + 1 + 2);
  });

  it('W13: no payout begins while something is unexplained; deposits are released all the same', async () => {
    await round('WithdrawalProcessingJob');
    nowMs = Date.UTC(2026, 1, 27, 12, 30);
    work.payments!.openIncidents = async () => 2;
    expect(await round('WithdrawalProcessingJob')).toEqual(['done']);
    expect(work.calls).toEqual(['release']);
    const { body } = await ask('GET', '/api/v1/admin/jobs/WithdrawalProcessingJob/runs/2026-02-27T12:30Z');
    expect(body).toMatchObject({
      successes: 2,
      errors: 0,
      notes: [{ account: 'submit-approved', note: 'no payout begins: 2 open incident(s)' }],
    });
    nowMs += 1_800_000;
    work.payments!.openIncidents = async () => 0;
    await round('WithdrawalProcessingJob');
    expect(work.calls).toEqual(['release', 'release', 'submit']);
  });

  it('scores forecasts and compares payments, with what they count', async () => {
    for (const name of ['SyncMLPerformanceJob', 'PaymentsReconcileJob']) await round(name);
    nowMs = Date.UTC(2026, 1, 28, 3);
    for (const name of ['SyncMLPerformanceJob', 'PaymentsReconcileJob']) expect(await round(name)).toEqual(['done']);
    const { body } = await ask('GET', '/health/jobs');
    const jobs = (
      body as { jobs: Array<{ name: string; lastRun: { successes: number; errors: number; period: string } }> }
    ).jobs;
    expect(jobs.find(({ name }) => name === 'SyncMLPerformanceJob')!.lastRun).toMatchObject({
      period: '2026-02-28T03:00Z',
      successes: 7,
      errors: 1,
    });
    expect(jobs.find(({ name }) => name === 'PaymentsReconcileJob')!.lastRun).toMatchObject({
      period: '2026-02-27',
      successes: 1,
      errors: 0,
    });
  });
});

describe('cleaning up', () => {
  it('removes what is old and counts it, archives who left, and touches no row of the books', async () => {
    const gone = newId();
    await owner.query(
      `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at) VALUES ($1, 'gone@example.org', 'Gone', 'x', '{investor}', 'es', false, now())`,
      [gone],
    );
    await owner.query("INSERT INTO investment.account_standings VALUES ($1, 'deleted', '2024-01-01')", [gone]);
    const deposit = (status: string, at: string): Promise<unknown> =>
      owner.query(
        "INSERT INTO financial.deposits (deposit_id, user_id, cents, status, created_at, refunds) VALUES ($1, $2, 100, $3, $4, '[]')",
        [newId(), userId, status, at],
      );
    await deposit('failed', '2025-11-01');
    await deposit('failed', '2026-02-20');
    await deposit('settled', '2025-11-01');
    await owner.query("INSERT INTO auth.sign_in_attempts VALUES ('k', 3, '2025-01-01')");
    await postNow(
      db,
      [
        move({
          key: 'old',
          reason: 'deposit',
          memo: '',
          currency: 'USDT',
          from: DEMO_BANK,
          to: walletOf(gone),
          minor: 5n,
        }),
      ],
      Date.UTC(2020, 0, 1),
    );
    const ledger = async (): Promise<unknown> =>
      (
        await owner.query(
          `SELECT (SELECT string_agg(t::text, ',' ORDER BY t::text) FROM financial.transfers t) AS transfers, (SELECT string_agg(p::text, ',' ORDER BY p::text) FROM financial.postings p) AS postings,
                  (SELECT string_agg(b::text, ',' ORDER BY b::text) FROM financial.balances b) AS balances`,
        )
      ).rows;
    const before = await ledger();
    await round('DataCleanupJob');
    nowMs = Date.UTC(2026, 2, 1, 3);
    expect(await round('DataCleanupJob')).toEqual(['done']);
    const { body } = await ask('GET', '/api/v1/admin/jobs/DataCleanupJob/runs/2026-03-01T03:00Z');
    expect(body).toMatchObject({
      successes: 3,
      notes: [
        { account: 'accounts-closed-long-ago', note: '1 removed' },
        { account: 'deposits-that-came-to-nothing', note: '1 removed' },
        { account: 'failed-sign-ins', note: '1 removed' },
      ],
    });
    expect((await owner.query('SELECT status FROM financial.deposits ORDER BY status')).rows).toEqual([
      { status: 'failed' },
      { status: 'settled' },
    ]);
    const [kept] = (
      await owner.query(
        'SELECT a.email, u.email AS now, u.password_hash FROM auth.archived_accounts a JOIN auth.users u USING (user_id)',
      )
    ).rows;
    expect(kept).toEqual({ email: 'gone@example.org', now: `archived-${gone}@archived.invalid`, password_hash: '' });
    expect(await ledger()).toEqual(before);
    expect(JSON.stringify(before)).toContain('old');
  });

  it('has no rule that names a table of the books', () => {
    for (const { sql } of CLEANUP_RULES)
      expect(sql).not.toMatch(
        /financial\.(accounts|balances|transfers|postings|chain|sealed|withdrawals|payout_attempts|webhook_events)/,
      );
  });
});

describe('the doors of the jobs', () => {
  it('anyone may see that they run; nobody but an operator what they did, or have one done', async () => {
    roles = ['investor'];
    expect((await ask('GET', '/health/jobs')).status).toBe(200);
    expect((await ask('GET', '/api/v1/admin/jobs')).status).toBe(403);
    expect((await ask('POST', '/api/v1/admin/jobs/DailyPerformanceJob/runs', { key: 'k', body: {} })).status).toBe(403);
    expect((await ask('GET', '/api/v1/admin/settlements/2026-02-28/file?format=csv')).status).toBe(403);
  });

  it('a run that was asked for is worked on at once, once for a key and once for a period, and told to those who look', async () => {
    const stopping = new AbortController();
    const running = runJobs(desk, database.urlFor('backend'), stopping.signal);
    const url = '/api/v1/admin/jobs/DailyPerformanceJob/runs';
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => ask('POST', url, { key: 'same', body: { date: '2026-02-26' } })),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 409)).not.toHaveLength(0);
    const done = await until('the run', async () => {
      const { body } = await ask('GET', `${url}/2026-02-26`);
      return (body as { state?: string }).state === 'done' && (body as { successes: number });
    });
    expect(done).toMatchObject({ successes: 2, errors: 0, attempts: 1 });
    expect((await ask('POST', url, { key: 'other', body: { date: '2026-02-26' } })).body).toMatchObject({
      state: 'done',
      attempts: 1,
    });
    expect(work.calls.filter((call) => call.startsWith('strike'))).toEqual([
      'strike p1 2026-02-26',
      'strike p2 2026-02-26',
    ]);
    stopping.abort();
    await running;
  });

  it('refuses a job that is not there, a date that is not over, and a date that does not exist, naming what is wrong', async () => {
    const run = (name: string, body: object) => ask('POST', `/api/v1/admin/jobs/${name}/runs`, { key: newId(), body });
    expect(await run('NoSuchJob', {})).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('DailySettlementJob') },
    });
    expect(await run('DailyPerformanceJob', { date: '2026-02-27' })).toMatchObject({
      status: 409,
      body: { errors: [{ path: 'date', code: 'not-over' }] },
    });
    expect((await run('DailyPerformanceJob', { date: '2026-02-30' })).status).toBe(400);
    expect((await ask('POST', '/api/v1/admin/jobs/DailyPerformanceJob/runs', { body: {} })).status).toBe(400);
  });

  it('I11: what was given up turns health red, says nothing of why in public, and can be tried again', async () => {
    work.strikeForDay = async () => {
      throw new Error('password=hunter2');
    };
    await round('DailyPerformanceJob');
    nowMs = Date.UTC(2026, 1, 28, 0, 30);
    for (let look = 0; look < 6; look++) {
      await round('DailyPerformanceJob');
      nowMs += 3_600_000;
    }
    const health = await ask('GET', '/health/jobs');
    expect(health.body).toMatchObject({ healthy: false });
    expect(health.raw.toString()).not.toMatch(/hunter2|unexpected|p1/);
    expect((await ask('GET', '/api/v1/admin/jobs')).body).toMatchObject({
      deadLetters: [
        { account: 'p1', tries: 5, code: 'internal' },
        { account: 'p2', tries: 5, code: 'internal' },
      ],
    });
    expect(await server.metrics.metrics()).toMatch(/job_dead_letters_total\{job="DailyPerformanceJob".*\} 2/);
    work.strikeForDay = async () => undefined;
    expect(
      (await ask('POST', '/api/v1/admin/jobs/DailyPerformanceJob/runs/2026-02-27/retry', { body: {} })).status,
    ).toBe(202);
    expect(await round('DailyPerformanceJob')).toEqual(['done']);
    expect((await ask('GET', '/health/jobs')).body).toMatchObject({ healthy: true });
    expect(
      (await ask('POST', '/api/v1/admin/jobs/DailyPerformanceJob/runs/2026-02-27/retry', { body: {} })).status,
    ).toBe(409);
  });

  it('a period that nobody takes up is late', async () => {
    await round('DailyPerformanceJob');
    nowMs = Date.UTC(2026, 1, 28, 0, 30);
    await desk.store.enqueue('DailyPerformanceJob', ['2026-02-27'], { nowMs, isScheduled: true });
    expect((await ask('GET', '/health/jobs')).body).toMatchObject({ healthy: true });
    nowMs += 3 * 3_600_000;
    const { body } = await ask('GET', '/health/jobs');
    expect(body).toMatchObject({ healthy: false });
    expect((body as { jobs: Array<{ health: string; name: string; nextRunAtMs: number }> }).jobs[2]).toMatchObject({
      name: 'DailyPerformanceJob',
      health: 'late',
      nextRunAtMs: Date.UTC(2026, 2, 1, 0, 30),
    });
  });
});

describe('a day of the settlement', () => {
  const tell = (id: string, profit: string, at_ms = BEGAN_MS) =>
    ask('POST', '/api/v1/admin/settlement-events', {
      body: {
        channel: 'trading_results',
        id,
        payload: { agent_id: 'orion', symbol: 'BTC/USDT', exchange: 'paper', profit, at_ms },
      },
    });

  it('N14: is closed by the look at 23:59, shown as figures and files, and what comes later counts on the next day', async () => {
    for (const name of ['DailySettlementJob', 'IntradaySettlementJob']) await round(name);
    expect((await tell('e1', '12.5')).body).toEqual({ taken: true });
    expect((await tell('e1', '99')).body).toEqual({ taken: false });
    await everythingTold((sql) => db.query(sql), 'financial.events');
    nowMs = Date.UTC(2026, 1, 27, 16);
    const worked = async (name: string): Promise<true | undefined> =>
      (await round(name)).includes('done') ? true : undefined;
    await until('the look within the day', () => worked('IntradaySettlementJob'));
    expect((await ask('GET', '/api/v1/admin/settlements/2026-02-27')).body).toMatchObject({
      cycle: '2026-02-27T16:00Z',
    });
    nowMs = Date.UTC(2026, 1, 27, 23, 59);
    await until('the close', () => worked('DailySettlementJob'));
    const { body, status } = await ask('GET', '/api/v1/admin/settlements/2026-02-27');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      cycle: 'close',
      totals: { netMinor: '12500000', operations: 1 },
      shares: [{ holder: 'house', totalMinor: '12500000' }],
    });
    for (const [format, type] of [
      ['json', 'application/json'],
      ['csv', 'text/csv'],
      ['xlsx', 'application/vnd.openxml'],
      ['pdf', 'application/pdf'],
    ]) {
      const file = await ask('GET', `/api/v1/admin/settlements/2026-02-27/file?format=${format}&language=en`);
      expect(String(file.headers['content-type'])).toContain(type);
      expect(file.headers).toMatchObject({
        'cache-control': 'private, max-age=86400',
        'content-disposition': `attachment; filename="settlement-2026-02-27.${format}"`,
      });
      expect(file.raw.length).toBeGreaterThan(500);
      const again = await ask('GET', `/api/v1/admin/settlements/2026-02-27/file?format=${format}&language=en`);
      expect(again.raw.equals(file.raw)).toBe(true);
    }
    await tell('e2', '1', Date.UTC(2026, 1, 27, 23, 59, 59, 999));
    await everythingTold((sql) => db.query(sql), 'financial.events');
    nowMs = Date.UTC(2026, 1, 28, 23, 59);
    await until('the next close', () => worked('DailySettlementJob'));
    expect((await ask('GET', '/api/v1/admin/settlements/2026-02-28')).body).toMatchObject({
      totals: { netMinor: '1000000' },
    });
    expect((await ask('GET', '/api/v1/admin/settlements')).body).toHaveLength(3);
    expect((await ask('GET', '/api/v1/admin/settlements/2026-03-05')).status).toBe(404);
  });
});

describe('the settings of the jobs', () => {
  it('have the schedules of the house unless the environment says otherwise', () => {
    const env = loadConfig(jobsEnv, {
      DAILY_PERFORMANCE_CRON: '45 0 * * *',
      CRON_TIMEZONE: 'Europe/Madrid',
      ENABLE_CRON_JOBS: 'no',
    });
    expect(jobsOptions(env)).toMatchObject({
      isScheduled: false,
      zone: 'Europe/Madrid',
      crons: { DAILY_PERFORMANCE_CRON: '45 0 * * *', MONTHLY_DISTRIBUTION_CRON: '0 1 1 * *' },
    });
  });
  it('that cannot be read stop the start, all named together', () => {
    let faults: readonly string[] = [];
    try {
      loadConfig(jobsEnv, {
        DAILY_SETTLEMENT_CRON: '60 23 * * *',
        DATA_CLEANUP_CRON: 'weekly',
        CRON_TIMEZONE: 'Mars/Olympus',
        ENABLE_CRON_JOBS: 'perhaps',
      });
    } catch (error) {
      faults = (error as ConfigError).faults;
    }
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toMatch(/DAILY_SETTLEMENT_CRON.*minute/);
    expect(faults.join('\n')).toMatch(/DATA_CLEANUP_CRON.*1 fields where 5/);
    expect(faults.join('\n')).toMatch(/CRON_TIMEZONE.*no such time zone/);
  });
});
