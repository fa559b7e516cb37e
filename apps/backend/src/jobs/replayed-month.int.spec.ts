import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { look, type DutyPorts } from '@orbiquant/jobs';
import { listDuties } from '@orbiquant/jobs-store';
import { systemClock } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';
import { drain } from '@orbiquant/platform-events';
import { Registry } from '@orbiquant/platform-observe';
import { feedFills } from '@orbiquant/settlement-store';
import { until } from '@orbiquant/testing';
import { bookFills } from '../pamm/book-fills.ts';
import { everythingTold } from '../testing/everything-told.ts';
import { DAY_MS, poolHouse, USDT, type PoolHouse } from '../testing/pool-house.ts';
import { sampleClock } from '../testing/samples.ts';
import { OPERATOR } from '../testing/test-house.ts';
import { DEFAULT_CRONS } from './jobs-env.ts';
import { houseWork } from './house-work.ts';
import { jobNamed, openJobsDesk, type JobsDesk } from './jobs-desk.ts';

const WALL_MS = systemClock.nowMs();
/** Where the scripted market stands. */
const BEGAN_MS = sampleClock.nowMs;
let pool: PoolHouse;
let desk: JobsDesk;

beforeAll(async () => {
  pool = await poolHouse(WALL_MS, { calendar: 'market' });
  const { deps, desk: payments } = pool.house.backend;
  desk = openJobsDesk({
    ...{ db: deps.db, clock: deps.clock, log: deps.log, metrics: new Registry(), calendar: deps.calendar },
    ...{ isScheduled: true, zone: 'UTC', crons: DEFAULT_CRONS, work: houseWork(deps, payments) },
  });
});
afterAll(() => pool?.stop());

/** Writes down what has become due; the backend's own workers do it. Returns the periods that are done, oldest first. */
const round = async (name: string): Promise<string[]> => {
  const ports: DutyPorts<EntityManager> = { ...desk, signal: new AbortController().signal };
  await look(ports, jobNamed(desk, name));
  return until(`${name} has no more to do`, async () => {
    const duties = await listDuties(desk.db.manager, name, 100);
    return duties.every(({ state }) => state === 'done') ? duties.map(({ period }) => period).sort() : undefined;
  });
};
/** The market is at an instant, and the house has heard it. */
const marketAt = async (nowMs: number): Promise<void> => {
  pool.house.peers.script.clock = { ...pool.house.peers.script.clock, nowMs };
  await until('the market is heard', async () => pool.deps.calendar.known()! >= nowMs || undefined);
};

describe('a month of a market that is replayed', () => {
  it('has its days and its end by the market, struck, settled and paid, while money is booked by the wall', async () => {
    const names = ['DailySettlementJob', 'DailyPerformanceJob', 'MonthlyDistributionJob'];
    await marketAt(BEGAN_MS);
    for (const name of names) expect(await round(name)).toEqual([]);
    const { productId } = pool.product;
    const investor = await pool.person();
    await pool.invest(investor, 1_000n * USDT);
    const opening = await pool.strike();
    expect(opening.struckAtMs).toBeGreaterThanOrEqual(BEGAN_MS);
    await pool.deps.db.query("INSERT INTO investment.payout_preferences VALUES ($1, $2, 'pay-out', now())", [
      productId,
      investor,
    ]);
    await pool.earn('5000', BEGAN_MS + DAY_MS);
    await drain(desk.db, bookFills(pool.deps));
    await feedFills(desk.db, 'paper');
    await everythingTold((sql) => desk.db.query(sql), 'financial.events');
    await marketAt(Date.UTC(2025, 1, 6, 0, 31));
    const before = await pool.walletMinor(investor);
    expect(await round('DailyPerformanceJob')).toEqual(['2025-02-03', '2025-02-04', '2025-02-05']);
    await marketAt(Date.UTC(2025, 2, 1, 1, 1));
    const [settled, struck, paid] = [await round(names[0]!), await round(names[1]!), await round(names[2]!)];
    expect([settled.length, struck.length, paid]).toEqual([26, 26, ['2025-02']]);
    expect(await pool.walletMinor(investor)).toBeGreaterThan(before);
    await pool.checkSound();

    const rows = await pool.house.sql<{ struck: Date; booked: Date }>(
      `SELECT (SELECT max(struck_at) FROM investment.strikes) AS struck, (SELECT max(booked_at) FROM financial.transfers) AS booked`,
    );
    expect(rows[0]!.struck.getTime()).toBeLessThan(Date.UTC(2025, 2, 1, 2));
    expect(rows[0]!.booked.getTime()).toBeGreaterThanOrEqual(WALL_MS);
  });

  it('counts a fill on the day of the market on which it happened', async () => {
    const { accessToken: token } = await pool.house.signIn(OPERATOR);
    const { body } = await pool.house.ask('GET', '/api/v1/admin/settlements/2025-02-04', { token });
    expect(body).toMatchObject({ day: '2025-02-04', cycle: 'close', totals: { operations: 1 } });
  });

  it('refuses the month that is still running, by the market, and the one of the wall', async () => {
    const { accessToken: token } = await pool.house.signIn(OPERATOR);
    for (const date of ['2025-03-01', '2026-10-01']) {
      const answer = await pool.house.ask('POST', '/api/v1/admin/jobs/MonthlyDistributionJob/runs', {
        token,
        body: { date },
        key: `asked-${date}`,
      });
      expect(answer).toMatchObject({ status: 409, body: { errors: [{ path: 'date', code: 'not-over' }] } });
    }
  });
});
