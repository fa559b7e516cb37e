import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@orbiquant/kernel';
import { linkGrowth, returnE12, statementOf } from '@orbiquant/pamm';
import {
  accountDaysOf,
  decimalOfE12,
  findDistribution,
  latestStrikes,
  monthsOf,
  setPayoutChoice,
  setStanding,
} from '@orbiquant/pamm-store';
import { dayOf, type Period } from '@orbiquant/periods';
import { DAY_MS, poolHouse, USDT, type PoolHouse } from '../testing/pool-house.ts';
import { accountDays } from './account-days.ts';
import { distributeMonth } from './distribute-month.ts';
import { strikeForDay } from './strike-for-day.ts';

const START_MS = Date.UTC(2026, 0, 10, 12);
const PEOPLE = 12;

describe('the days and months of a pool', () => {
  let pool: PoolHouse;
  let people: string[];
  beforeAll(async () => {
    pool = await poolHouse(START_MS);
    people = [];
    for (let index = 0; index < PEOPLE; index++) people.push(await pool.person());
    people.sort();
    await pool.strike();
    for (const [index, userId] of people.entries()) await pool.invest(userId, BigInt(100 + 37 * index) * USDT + 1n);
    await endDay(dayOf(START_MS));
  });
  afterAll(async () => {
    await pool.checkSound();
    await pool.stop();
  });
  const at = (ms: number): void => pool.clock.set(ms);
  /** Half an hour after midnight the day is struck and written. */
  const endDay = async ({ key, toMs }: Period): Promise<void> => {
    at(toMs + 30 * 60_000);
    await strikeForDay(pool.deps, pool.product, { dayKey: key });
    await accountDays(pool.deps, pool.product, { dayKey: key, accounts: 5 });
  };
  const own = (userId: string) => ({ productId: pool.product.productId, userId });
  const distribute = (monthKey: string, more: object = {}) =>
    distributeMonth(pool.deps, pool.product, { monthKey, ...more });
  const paidTransfers = async (): Promise<number> =>
    (await pool.house.sql(`SELECT 1 FROM financial.transfers WHERE reason = 'distribution'`)).length;

  it('a day has its opening, closing and a return that flows do not touch; returns are linked, never added', async () => {
    const [ana] = people;
    const steps: Array<{ openingMinor: bigint; closingMinor: bigint }> = [];
    for (const [index, gain] of ['5000', '-3000', '2500'].entries()) {
      const day = dayOf(START_MS + (index + 1) * DAY_MS);
      at(day.fromMs + DAY_MS / 2);
      await pool.earn(gain);
      if (index === 1) await pool.invest(ana!, 500n * USDT);
      await endDay(day);
    }
    const days = (await accountDaysOf(pool.deps.db.manager, own(ana!), 10)).reverse();
    expect(days.map(({ day }) => day)).toEqual(['2026-01-10', '2026-01-11', '2026-01-12', '2026-01-13']);
    for (const [index, day] of days.entries()) {
      if (index > 0) expect(day.openingMinor).toBe(days[index - 1]?.closingMinor);
      steps.push({
        openingMinor: day.openingMinor,
        closingMinor: day.closingMinor - day.subscribedMinor + day.redeemedMinor,
      });
      expect(day.cumulativeReturn).toEqual(decimalOfE12(returnE12(linkGrowth(steps))));
    }
    expect(days[0]?.dailyReturn).toBeNull();
    expect(days[2]).toMatchObject({ subscribedMinor: 500n * USDT, trades: 2, wins: 0, losses: 1 });
    expect(days[3]).toMatchObject({ trades: 2, wins: 1, losses: 0 });
    const added = Decimal.sum(...days.map(({ dailyReturn }) => dailyReturn ?? new Decimal(0)));
    expect(days[3]?.cumulativeReturn.equals(added)).toBe(false);
    // a day that is written stays as it is
    await accountDays(pool.deps, pool.product, { dayKey: '2026-01-12' });
    expect((await accountDaysOf(pool.deps.db.manager, own(ana!), 10)).reverse()).toEqual(days);
  });

  it('N10: 8 runs at a time, killed at every chunk, close a month once: one payment an account, to the minor unit', async () => {
    for (const userId of people.slice(0, 8))
      await setPayoutChoice(pool.deps.db.manager, own(userId), { choice: 'pay-out', atMs: 1 });
    at(Date.UTC(2026, 0, 31, 12));
    await pool.earn('9000');
    await expect(distribute('2026-01')).rejects.toMatchObject({ code: 'conflict' });
    await endDay(dayOf(Date.UTC(2026, 0, 31)));
    const before = await Promise.all(people.map((userId) => pool.walletMinor(userId)));
    let killed = 0;
    const kill = (): void => {
      killed += 1;
      throw new Error('killed');
    };
    for (let chunks = 0; chunks < 3; chunks++)
      await expect(distribute('2026-01', { accounts: 3, onChunk: kill })).rejects.toThrow('killed');
    // everybody works at once, and each is killed after a chunk, until nothing is left to do
    for (
      let round = 0;
      round < 20 &&
      (await findDistribution(pool.deps.db.manager, pool.product.productId, '2026-01'))?.state !== 'signed';
      round++
    )
      await Promise.allSettled(
        Array.from({ length: 8 }, () =>
          distribute('2026-01', { accounts: 2, ...(round < 2 ? { onChunk: kill } : {}) }),
        ),
      );
    expect(killed).toBeGreaterThan(3);
    expect(await findDistribution(pool.deps.db.manager, pool.product.productId, '2026-01')).toMatchObject({
      state: 'signed',
    });
    expect(await paidTransfers()).toBe(8);
    for (const [index, userId] of people.entries()) {
      const [month] = await monthsOf(pool.deps.db.manager, own(userId), 5);
      expect(month).toMatchObject({ period: '2026-01', openingMinor: 0n });
      const { grossProfitMinor, netProfitMinor } = statementOf({ holder: userId, ...month! });
      expect(month).toMatchObject({ grossProfitMinor, netProfitMinor });
      expect(month?.feeMinor).toBeGreaterThan(0n);
      const paid = (await pool.walletMinor(userId)) - before[index]!;
      expect(paid).toBe(index < 8 ? netProfitMinor : 0n);
      expect(month?.paidMinor).toBe(paid);
    }
    await pool.checkSound();
    await distribute('2026-01');
    expect(await paidTransfers()).toBe(8);
  });

  it('N14: a closed month is immutable; a trade of its last millisecond that comes late is in the next', async () => {
    const tables = ['distributions', 'distribution_lines', 'strike_balances', 'account_days'];
    for (const table of tables)
      await expect(
        pool.house.sql(
          `UPDATE investment.${table} SET ${table === 'distributions' ? 'opened_at = now()' : 'holder = holder'}`,
        ),
      ).rejects.toThrow(/append-only|is signed|is paid/);
    const january = await monthsOf(pool.deps.db.manager, own(people[0]!), 1);
    await pool.earn('700', Date.UTC(2026, 1, 1) - 1);
    await endDay(dayOf(Date.UTC(2026, 1, 1)));
    expect(await monthsOf(pool.deps.db.manager, own(people[0]!), 1)).toEqual(january);
    const [day] = await accountDaysOf(pool.deps.db.manager, own(people[9]!), 1);
    expect(day).toMatchObject({ day: '2026-02-01', trades: 2, wins: 1 });
    await expect(strikeForDay(pool.deps, pool.product, { dayKey: '2026-01-20' })).rejects.toThrow(/later day/);
  });

  it('N19: the share of an account that is frozen or deleted in the middle goes to the unclaimed liability', async () => {
    const [frozen, deleted, third] = people as [string, string, string];
    await pool.earn('4000');
    await endDay(dayOf(Date.UTC(2026, 1, 28)));
    const { manager } = pool.deps.db;
    const wallets = await Promise.all([frozen, deleted].map((userId) => pool.walletMinor(userId)));
    const unclaimed = await pool.unclaimedMinor();
    const atMs = pool.clock.nowMs();
    let isDone = false;
    const inTheMiddle = async (state: string): Promise<void> => {
      if (state !== 'computed' || isDone) return;
      isDone = true;
      await setStanding(manager, frozen, { standing: 'frozen', atMs });
      await setStanding(manager, deleted, { standing: 'deleted', atMs });
    };
    await distribute('2026-02', { accounts: 1, onChunk: inTheMiddle });
    expect(await Promise.all([frozen, deleted].map((userId) => pool.walletMinor(userId)))).toEqual(wallets);
    const months = await Promise.all([frozen, deleted, third].map((userId) => monthsOf(manager, own(userId), 1)));
    expect(months.map(([month]) => month?.paidTo)).toEqual(['unclaimed', 'unclaimed', 'wallet']);
    const owed = months.slice(0, 2).reduce((sum, [month]) => sum + (month?.paidMinor ?? 0n), 0n);
    expect((await pool.unclaimedMinor()) - unclaimed).toBe(owed);
    expect(owed).toBeGreaterThan(0n);
    const [january, february] = (await monthsOf(manager, own(third), 2)).reverse();
    expect(february?.openingMinor).toBe(january?.closingMinor);
    expect(february?.redeemedMinor).toBe(january?.paidMinor);
    await expect(pool.redeem(frozen, { ask: 'all' })).rejects.toMatchObject({ code: 'conflict' });
    await pool.checkSound();
  });

  it('a month with too little cash pays everybody the same part; a strike in the middle of one finishes it first', async () => {
    const { manager } = pool.deps.db;
    for (const userId of people) await setPayoutChoice(manager, own(userId), { choice: 'pay-out', atMs: 2 });
    const { pool: now } = await pool.pool();
    // a gain far above the pool's cash: the account at the venue grows more than tenfold
    await pool.earn(decimalOfE12(now.units).times(100).toFixed(0));
    await endDay(dayOf(Date.UTC(2026, 2, 31)));
    const kill = (): void => {
      throw new Error('killed');
    };
    await expect(distribute('2026-03', { onChunk: kill })).rejects.toThrow('killed');
    const [before] = await latestStrikes(manager, pool.product.productId, 1);
    await pool.strike();
    expect(await findDistribution(manager, pool.product.productId, '2026-03')).toMatchObject({
      state: 'posted',
      paidStrikeId: before?.strikeId,
    });
    await distribute('2026-03');
    const lines = await pool.house.sql<{ asked: string; paid: string }>(
      `SELECT asked_minor AS asked, paid_minor AS paid FROM investment.distribution_lines JOIN investment.distributions USING (distribution_id) WHERE period = '2026-03'`,
    );
    const sum = (part: 'asked' | 'paid'): bigint => lines.reduce((total, line) => total + BigInt(line[part]), 0n);
    expect(sum('paid')).toBe(before?.poolCashMinor);
    expect(sum('paid')).toBeLessThan(sum('asked'));
    for (const { asked, paid } of lines) {
      const gap = BigInt(paid) * sum('asked') - BigInt(asked) * sum('paid');
      expect(gap < sum('asked') && -gap < sum('asked')).toBe(true);
    }
    await pool.checkSound();
  });
});
