import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import { SettlementReport, type SettlementChannel } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { periodOfKey } from '@orbiquant/periods';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase, until } from '@orbiquant/testing';
import { feedFills } from './feed-fills.ts';
import { openPayload } from './open-payload.ts';
import { CLOSE, findReport, listReports, settleCycle } from './settle-cycle.ts';
import { listSettlementDeadLetters } from './settlement-dead-letters.ts';
import { takeInbox } from './take-inbox.ts';
import { tellFact } from './tell-fact.ts';

const DAY = '2026-02-28';
const NEXT = '2026-03-01';
let db: DataSource;
let owner: Client;
const users = { ana: newId(), ben: newId() };
const product = newId();
const strike = newId();

beforeAll(async () => {
  const database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  owner.on('error', () => undefined); // the database is dropped under it at the end
  await owner.connect();
  db = await openDatabase({ url: database.urlFor('backend') });
  for (const [name, id] of Object.entries(users))
    await owner.query(
      "INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at) VALUES ($1, $2, $3, 'x', '{investor}', 'es', true, now())",
      [id, `${name}@example.org`, name],
    );
  await owner.query(
    "INSERT INTO investment.products (product_id, name, agent_id, currency, status, risk_class, created_at, venue_share) VALUES ($1, 'Orion', 'orion', 'USDT', 'open', 4, '2026-01-01', 1)",
    [product],
  );
  await owner.query(
    `INSERT INTO investment.strikes (strike_id, product_id, number, period, at, struck_at, currency, nav_minor, units, nav_per_unit, pool_cash_minor, accrued_fees_minor, venue_cash, snapshot, snapshot_hash)
     VALUES ($1, $2, 1, 'first', '2026-02-01', '2026-02-01', 'USDT', 1000000000, 1000, 1, 0, 0, 1000, '{}', 'h')`,
    [strike, product],
  );
  for (const [holder, units] of [
    [users.ana, 600],
    [users.ben, 400],
  ])
    await owner.query('INSERT INTO investment.strike_balances VALUES ($1, $2, $3, 0, 0, 0)', [strike, holder, units]);
});
afterAll(async () => {
  await db?.destroy();
  await owner?.end().catch(() => undefined);
});
beforeEach(async () => {
  await owner.query(
    'ALTER TABLE financial.settlement_facts DISABLE TRIGGER ALL; ALTER TABLE financial.settlement_reports DISABLE TRIGGER ALL',
  );
  await owner.query(
    'TRUNCATE financial.events, financial.consumer_cursors, financial.settlement_facts, financial.settlement_dead_letters, financial.settlement_reports',
  );
  await owner.query(
    'ALTER TABLE financial.settlement_facts ENABLE TRIGGER ALL; ALTER TABLE financial.settlement_reports ENABLE TRIGGER ALL',
  );
  await owner.query("UPDATE financial.settlement_books SET closed_until = '2026-02-28', fill_seq = 0");
});

const tell = (channel: SettlementChannel, id: string, payload: Record<string, unknown>): Promise<boolean> =>
  db.transaction((tx) => tellFact(tx, { channel, id, payload }));
const trade = (profit: string | number, part: object = {}) => ({
  agent_id: 'orion',
  symbol: 'BTC/USDT',
  exchange: 'paper',
  profit,
  at_ms: Date.UTC(2026, 1, 28, 12),
  ...part,
});
/** Another test file's open transaction on the same server may hold events back for a moment. */
const taken = async (count: number): Promise<{ read: number; deadLetters: number }> => {
  const total = { read: 0, deadLetters: 0 };
  await until(`${count} taken`, async () => {
    const { read, deadLetters } = await takeInbox(db);
    total.read += read;
    total.deadLetters += deadLetters;
    return total.read >= count;
  });
  return total;
};
const close = (day: string, cycle = CLOSE): Promise<SettlementReport> => {
  const { fromMs, toMs } = periodOfKey(day);
  return db.transaction((tx) =>
    settleCycle(tx, { day, cycle, fromMs, toMs, settledAtMs: toMs - 60_000, currency: 'USDT', exponent: 6 }),
  );
};

describe('the inbox', () => {
  it('takes plain JSON, gzip and zstd as the same fact, and the same id once', async () => {
    const plain = trade('1.5');
    await tell('trading_results', 'plain', plain);
    await tell('trading_results', 'gzip', { data: gzipSync(JSON.stringify(plain)).toString('base64') });
    await tell('trading_results', 'zstd', { data: zstdCompressSync(JSON.stringify(plain)).toString('base64') });
    expect(await tell('trading_results', 'plain', trade('999'))).toBe(false);
    expect(await taken(3)).toEqual({ read: 3, deadLetters: 0 });
    const report = await close(DAY);
    expect(report.totals).toMatchObject({ netMinor: 4_500_000n, operations: 3, poolMinor: 1_000_000_000n });
    expect(report.shares.map(({ holder, totalMinor }) => [holder, totalMinor])).toEqual(
      [
        [users.ana, 2_700_000n],
        [users.ben, 1_800_000n],
      ].sort(([left], [right]) => (left! < right! ? -1 : 1)),
    );
  });

  it('I11: what cannot be read is put aside with its reason and holds nothing up', async () => {
    await tell('trading_results', 'bad-1', trade('a lot'));
    await tell('trading_results', 'bad-2', { data: 'no base64!' });
    await tell('trading_results', 'bad-3', { data: Buffer.from('{"profit":1}').toString('base64') });
    await tell('trading_results', 'bad-4', { data: gzipSync('not json').toString('base64') });
    await tell('capital_data', 'bad-5', { user_id: 'x' });
    await tell('trading_results', 'good', trade('2'));
    expect(await taken(6)).toEqual({ read: 6, deadLetters: 5 });
    const letters = await listSettlementDeadLetters(db.manager, 10);
    expect(Object.fromEntries(letters.map(({ eventId, reason }) => [eventId, reason]))).toMatchObject({
      'bad-1': expect.stringContaining('profit'),
      'bad-2': 'data: is no base64',
      'bad-3': 'data: is neither gzip nor zstd',
      'bad-4': 'data: holds no JSON',
      'bad-5': expect.stringContaining('user_id'),
    });
    expect((await close(DAY)).totals.netMinor).toBe(2_000_000n);
  });

  it('P2: funding told twice under other keys counts once; told with another amount it is put aside for a person to see', async () => {
    const funding = (profit: string) => trade(profit, { kind: 'funding', venue_event_id: 'v-1' });
    await tell('trading_results', 'socket', funding('-1.5'));
    await tell('trading_results', 'rest', funding('-1.50'));
    await tell('trading_results', 'wrong', funding('-2.5'));
    await tell('trading_results', 'rebate', trade('0.25', { kind: 'rebate', venue_event_id: 'v-1' }));
    expect(await taken(4)).toEqual({ read: 4, deadLetters: 1 });
    const [letter] = await listSettlementDeadLetters(db.manager, 10);
    expect(letter).toMatchObject({ eventId: 'wrong', reason: expect.stringContaining('other figures') });
    const report = await close(DAY);
    expect(report.totals).toMatchObject({ netMinor: -1_250_000n, operations: 0, wins: 0, losses: 0 });
    await tell('trading_results', 'a week later', funding('-1.5'));
    await tell('trading_results', 'late', trade('-3', { kind: 'borrow', venue_event_id: 'v-2' }));
    await taken(2);
    expect(await close(DAY)).toEqual(report);
    expect((await close(NEXT)).totals.netMinor).toBe(-3_000_000n);
  });

  it('H1: a small parcel that opens to a flood is refused before it is whole', async () => {
    for (const pack of [gzipSync, zstdCompressSync]) {
      const bomb = pack(Buffer.alloc(64 * 1024 * 1024)).toString('base64');
      expect(() => openPayload({ data: bomb })).toThrow(/opens to more than/);
    }
    expect(() => openPayload({ data: 'A'.repeat(2_000_000) })).toThrow(/larger than/);
  });

  it('I13: a reader that dies between reading and remembering how far reads again, and every fact is there once', async () => {
    for (let n = 0; n < 20; n++) await tell('trading_results', `t${n}`, trade('1'));
    await taken(20);
    await owner.query(
      "UPDATE financial.consumer_cursors SET tx = 0, event_id = 0 WHERE consumer = 'backend.settlement'",
    );
    await taken(20);
    const readers = await Promise.all([takeInbox(db), takeInbox(db)]);
    expect(readers.every(({ read }) => read === 0)).toBe(true);
    expect((await close(DAY)).totals).toMatchObject({ operations: 20, netMinor: 20_000_000n });
  });
});

describe('the house’s own trades', () => {
  it('are told once under their own id, those that realised something, also when asked again', async () => {
    const fill = (id: string, realised: string | null): Promise<unknown> =>
      owner.query(
        `INSERT INTO investment.fills (fill_id, agent_id, order_id, decision_id, venue_trade_id, venue_order_id, symbol, side, price, quantity, fee, fee_asset, filled_at, realised_pnl)
         VALUES ($1, 'orion', 'o', 'd', $1, 'v', 'BTC/USDT', 'sell', 100, 1, 0, 'USDT', '2026-02-28T12:00:00Z', $2)`,
        [id, realised],
      );
    for (const [id, realised] of [
      ['f1', '12.3456789'],
      ['f2', null],
      ['f3', '0'],
      ['f4', '-2.5'],
    ] as const)
      await fill(id, realised);
    expect(await feedFills(db, 'paper')).toBe(2);
    expect(await feedFills(db, 'paper')).toBe(0);
    await fill('f5', '1');
    expect(await feedFills(db, 'paper')).toBe(1);
    await taken(3);
    // 12.345678 - 2.5 + 1, the first rounded down to the minor unit
    expect((await close(DAY)).totals).toMatchObject({ netMinor: 10_845_678n, wins: 2, losses: 1 });
  });
});

describe('a day', () => {
  it('N14: once closed stays as it is; what comes late counts on the next, which says so', async () => {
    await tell('trading_results', 'in-time', trade('10'));
    await taken(1);
    const closed = await close(DAY);
    await tell('trading_results', 'late', trade('5', { at_ms: Date.UTC(2026, 1, 28, 23, 59, 59, 999) }));
    await taken(1);
    expect(await close(DAY)).toEqual(closed);
    expect(await findReport(db.manager, DAY, null)).toEqual(closed);
    const next = await close(NEXT);
    expect(next.totals.netMinor).toBe(5_000_000n);
    expect(next.notes).toContainEqual({ code: 'late-events', count: 1, about: NEXT });
    expect(next.history.map(({ day, netMinor }) => [day, netMinor])).toEqual([
      [DAY, 10_000_000n],
      [NEXT, 5_000_000n],
    ]);
    await expect(owner.query("UPDATE financial.settlement_reports SET report = '{}'")).rejects.toThrow('append-only');
    await expect(owner.query('DELETE FROM financial.settlement_facts')).rejects.toThrow('append-only');
  });

  it('is looked at while it is open, each look once; the close counts everything', async () => {
    await tell('trading_results', 'morning', trade('1'));
    await taken(1);
    const look = await close(DAY, '2026-02-28T12:00Z');
    await tell('trading_results', 'evening', trade('1'));
    await taken(1);
    expect(await close(DAY, '2026-02-28T12:00Z')).toEqual(look);
    expect((await close(DAY, '2026-02-28T18:00Z')).totals.netMinor).toBe(2_000_000n);
    expect((await close(DAY)).totals.netMinor).toBe(2_000_000n);
    expect((await findReport(db.manager, DAY, null))?.cycle).toBe(CLOSE);
    expect((await findReport(db.manager, DAY, '2026-02-28T12:00Z'))?.totals.netMinor).toBe(1_000_000n);
    await expect(close(DAY, '2026-02-28T20:00Z')).rejects.toThrow('is closed');
    expect(await listReports(db.manager, 10)).toHaveLength(3);
    const { rows } = await owner.query(
      "SELECT key FROM financial.events WHERE name = 'settlement_data' ORDER BY event_id",
    );
    expect(rows.map(({ key }) => key)).toEqual([
      '2026-02-28:2026-02-28T12:00Z',
      '2026-02-28:2026-02-28T18:00Z',
      '2026-02-28:close',
    ]);
  });

  it('N10: closed by eight at once has one report, and all eight are shown the same', async () => {
    for (let n = 0; n < 5; n++) await tell('trading_results', `t${n}`, trade('0.000001'));
    await taken(5);
    const reports = await Promise.all(Array.from({ length: 8 }, () => close(DAY)));
    expect(new Set(reports.map((report) => JSON.stringify(z.encode(SettlementReport, report)))).size).toBe(1);
    expect(reports[0]!.totals.netMinor).toBe(5n);
  });

  it('N19: whoever was frozen while it was settled keeps the share, as unclaimed', async () => {
    await owner.query("INSERT INTO investment.account_standings VALUES ($1, 'frozen', now())", [users.ben]);
    await owner.query(
      "INSERT INTO investment.payout_preferences VALUES ($1, $2, 'pay-out', now()), ($1, $3, 'pay-out', now())",
      [product, users.ana, users.ben],
    );
    await tell('trading_results', 't', trade('10'));
    await taken(1);
    const shares = (await close(DAY)).shares;
    expect(shares.find(({ holder }) => holder === users.ben)).toMatchObject({
      totalMinor: 4_000_000n,
      disposition: 'unclaimed',
    });
    expect(shares.find(({ holder }) => holder === users.ana)).toMatchObject({
      totalMinor: 6_000_000n,
      disposition: 'pay-out',
    });
    await owner.query('DELETE FROM investment.account_standings; DELETE FROM investment.payout_preferences');
  });

  it('without figures of the markets falls back on the last known ones of each', async () => {
    await tell('macro_data', 'm1', { sp500_price: 6900.25, vix_price: '15', at_ms: Date.UTC(2026, 1, 28, 21) });
    await taken(1);
    expect((await close(DAY)).macro).toMatchObject({ isFallback: false });
    const next = await close(NEXT);
    expect(next.macro).toMatchObject({ isFallback: true, atMs: Date.UTC(2026, 1, 28, 21) });
    expect(next.macro!.sp500!.toFixed()).toBe('6900.25');
  });
});
