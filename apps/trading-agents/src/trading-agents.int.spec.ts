import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isIntact, JOURNAL_GENESIS } from '@orbiquant/agent';
import { decimal } from '@orbiquant/kernel';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { fakeClock, freshDatabase } from '@orbiquant/testing';
import { balanceDifferences, balancesAfter } from '@orbiquant/trading';
import {
  agentRepository,
  decisionRepository,
  fillRepository,
  orderRepository,
  tradingEntities,
} from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { obey } from './commands.ts';
import { recover } from './recover.ts';
import { statementOf } from './statement.ts';
import { sweep } from './sweep.ts';
import { agentAt, FIRST_MS, nextCandle, scripted, decideOnCandle } from './testing/agent-at.ts';
import { FakeVenue, type Fault } from './testing/fake-venue.ts';

let db: DataSource;
let venue: FakeVenue;
let clock: ReturnType<typeof fakeClock>;
let script: ReturnType<typeof scripted>;

beforeEach(async () => {
  const fresh = await freshDatabase();
  db = await openDatabase({ url: fresh.urlFor('trading_agents'), entities: tradingEntities });
  venue = new FakeVenue();
  clock = fakeClock();
  script = scripted();
});
afterEach(async () => db.destroy());

const start = (failpoint?: (name: string) => Promise<void>): Promise<AgentContext> =>
  agentAt({ db, venue, strategy: script.strategy, clock, ...(failpoint ? { failpoint } : {}) });
const orders = () => orderRepository(db.manager).page('orion', { limit: 100 });
const fills = () => fillRepository(db.manager, 'fake').all('orion');

/** Our books and the venue's, from the rows alone, as an auditor would. */
async function expectBooksToAgree(): Promise<void> {
  const openings = await agentRepository(db.manager).openings('orion');
  expect(balanceDifferences(balancesAfter(openings, await fills()), await venue.balances())).toEqual([]);
}

/** The time after which an order whose answer was lost must be resolved. */
async function passFence(agent: AgentContext): Promise<void> {
  await clock.advance(15_001);
  await sweep(agent);
}

describe('an agent', () => {
  it('enters, protects the position on the venue, trails the stop, exits, and its books agree at every step', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    await expectBooksToAgree();
    const stop = venue.orders.find(({ order, status }) => order.purpose === 'stop' && status === 'open');
    expect(stop!.order.quantity.lte(agent.balances['BTC']!)).toBe(true);
    venue.moveTo('130');
    await nextCandle(agent, venue, 1);
    const stops = venue.orders.filter(({ order }) => order.purpose === 'stop');
    expect(stops.map(({ status }) => status)).toEqual(['canceled', 'open']);
    expect(stops[1]!.order.stopPrice!.gt(stops[0]!.order.stopPrice!)).toBe(true);
    script.say('flat');
    await nextCandle(agent, venue, 2);
    await expectBooksToAgree();
    expect(venue.orders.filter(({ status }) => status === 'open')).toEqual([]);
    expect((await orders()).filter(({ purpose }) => purpose === 'exit').map(({ state }) => state)).toEqual(['filled']);
    expect((await statementOf(agent)).differences).toEqual([]);
  });

  it('keeps a journal of every decision, also of nothing, as an unbroken chain', async () => {
    const agent = await start();
    for (const [index, stance] of (['none', 'long', 'none', 'flat', 'none'] as const).entries()) {
      script.say(stance);
      await nextCandle(agent, venue, index);
    }
    const chain = await decisionRepository(db.manager).chain('orion');
    expect(chain.map(({ action }) => action)).toEqual(['nothing', 'enter', 'nothing', 'exit', 'nothing']);
    expect(chain.every(isIntact)).toBe(true);
    expect(chain.map(({ previousHash }) => previousHash)).toEqual([
      JOURNAL_GENESIS,
      ...chain.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  it('books a stop that the venue filled while nobody looked', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    venue.moveTo('50');
    script.say('none');
    await nextCandle(agent, venue, 1);
    await expectBooksToAgree();
    expect((await orders()).find(({ purpose }) => purpose === 'stop')?.state).toBe('filled');
  });

  it('D5: the same candle twice is one decision, one intent and one order', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    expect(await decideOnCandle(agent, 'BTC/USDT', FIRST_MS)).toBeNull();
    expect(await decisionRepository(db.manager).chain('orion')).toHaveLength(1);
    expect(venue.orders.filter(({ order }) => order.purpose === 'entry')).toHaveLength(1);
  });

  it.each<[string, Fault]>([
    ['X1: a time-out of an order that the venue took ends in one order, found by our id', 'timeout-after-accept'],
    ['X3: an order that was filled and closed before the first query is found by its trades', 'timeout-after-accept'],
    ['X4: a 5xx with unknown status is never taken for a rejection', 'unknown-5xx'],
    ['X25: a query that lags behind the books does not make a second order', 'lagging-query'],
  ])('%s', async (_row, fault) => {
    const agent = await start();
    venue.faults = [fault];
    script.say('long');
    await nextCandle(agent, venue, 0);
    await passFence(agent);
    await nextCandle(agent, venue, 1);
    expect(venue.orders.filter(({ order }) => order.purpose === 'entry')).toHaveLength(1);
    expect((await orders()).find(({ purpose }) => purpose === 'entry')?.state).toBe('filled');
    await expectBooksToAgree();
    expect(venue.orders.filter(({ order, status }) => order.purpose === 'stop' && status === 'open')).toHaveLength(1);
  });

  it('X2: an order that never arrived stays unknown until the fence, then is not placed, and only then a new intent is made', async () => {
    const agent = await start();
    venue.faults = ['timeout-before-accept'];
    script.say('long');
    await nextCandle(agent, venue, 0);
    await nextCandle(agent, venue, 1);
    expect((await orders()).map(({ state }) => state)).toEqual(['unknown']);
    await passFence(agent);
    expect((await orders()).map(({ state }) => state)).toEqual(['not-placed']);
    await nextCandle(agent, venue, 2);
    expect(venue.orders.filter(({ order }) => order.purpose === 'entry')).toHaveLength(1);
    await expectBooksToAgree();
  });

  it('X5: a definite refusal is rejected once and never sent again', async () => {
    const agent = await start();
    venue.faults = ['refuse'];
    script.say('long');
    await nextCandle(agent, venue, 0);
    expect((await orders()).map(({ state, reason }) => [state, reason])).toEqual([
      ['rejected', 'venue.insufficient-funds'],
    ]);
    expect(venue.orders).toEqual([]);
  });

  it('X11, X13: trades told twice and in reverse are booked once', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    venue.garbled = true;
    await sweep(agent);
    await sweep(agent);
    expect(await fills()).toHaveLength(venue.trades.length);
    await expectBooksToAgree();
  });

  it('X17: a fill that no message told of is found by the sweep', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    venue.moveTo('50');
    expect((await sweep(agent)).length).toBeGreaterThan(0);
    await expectBooksToAgree();
  });

  it('P5: two sweeps at once and one more book each trade of the venue once', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    venue.moveTo('50');
    await Promise.all([sweep(agent), sweep(agent)]);
    expect(await sweep(agent)).toEqual([]);
    await expectBooksToAgree();
    const fills = (await db.query('SELECT venue_trade_id FROM trading.fills')) as Array<{ venue_trade_id: string }>;
    expect(new Set(fills.map((fill) => fill.venue_trade_id)).size).toBe(fills.length);
    expect((await orders()).find(({ purpose }) => purpose === 'stop')?.state).toBe('filled');
  });

  it.each(['after-intent', 'before-send', 'after-send', 'after-ack'])(
    'X9, D7: a crash at %s leaves at most one order and right books after the restart',
    async (step) => {
      const crashing = await start(async (name) => {
        if (name === step) throw new Error('crash');
      });
      script.say('long');
      await nextCandle(crashing, venue, 0).catch(() => undefined);
      const agent = await start();
      await passFence(agent);
      await recover(agent);
      expect(venue.orders.filter(({ order }) => order.purpose === 'entry').length).toBeLessThanOrEqual(1);
      const entry = (await orders()).find(({ purpose }) => purpose === 'entry');
      expect(entry?.state).toBe(step === 'before-send' ? 'not-placed' : 'filled');
      await expectBooksToAgree();
      const held = agent.balances['BTC']?.gt(0) ?? false;
      expect(venue.orders.filter(({ order, status }) => order.purpose === 'stop' && status === 'open')).toHaveLength(
        held ? 1 : 0,
      );
    },
  );

  it('D7: an intent that was stored long ago expires instead of being sent', async () => {
    const crashing = await start(async (name) => {
      if (name === 'after-intent') throw new Error('crash');
    });
    script.say('long');
    await nextCandle(crashing, venue, 0).catch(() => undefined);
    await clock.advance(30_001);
    await start();
    expect((await orders()).map(({ state }) => state)).toEqual(['expired']);
    expect(venue.orders).toEqual([]);
  });

  it('P3: halts, and says so, when the venue holds what our books do not explain', async () => {
    const agent = await start();
    venue.foreignTrade('BTC/USDT', '0.5');
    const statement = await statementOf(agent);
    expect(statement.differences.map(({ asset }) => asset)).toEqual(['BTC', 'USDT']);
    expect(agent.stored.state).toBe('halted');
    await expect(obey(agent, 'resume', { userId: 'u', note: '', idempotencyKey: 'k' })).rejects.toThrow(/do not agree/);
  });

  it('P3: a difference that is found on the way to the first start is not forgotten when recovery ends', async () => {
    await start();
    await agentRepository(db.manager).setState('orion', 'recovering', { reason: null, nowMs: 0 });
    venue.foreignTrade('BTC/USDT', '0.5');
    expect((await start()).stored.state).toBe('halted');
  });

  it('kill withdraws the stop, sells what is held and stays halted over a restart; the key makes it once', async () => {
    const agent = await start();
    script.say('long');
    await nextCandle(agent, venue, 0);
    await obey(agent, 'kill', { userId: 'u', note: 'test', idempotencyKey: 'k1' });
    await obey(agent, 'kill', { userId: 'u', note: 'test', idempotencyKey: 'k1' });
    expect(venue.orders.filter(({ status }) => status === 'open')).toEqual([]);
    expect(venue.orders.filter(({ order }) => order.purpose === 'emergency-exit')).toHaveLength(1);
    await expectBooksToAgree();
    const again = await start();
    await nextCandle(again, venue, 1);
    expect(again.stored.state).toBe('halted');
    expect(venue.orders.filter(({ order }) => order.purpose === 'entry')).toHaveLength(1);
  });

  it('paused, it enters nothing and its journal says what held it back; resumed, it enters', async () => {
    const agent = await start();
    await obey(agent, 'pause', { userId: 'u', note: '', idempotencyKey: 'k1' });
    script.say('long');
    await nextCandle(agent, venue, 0);
    const blocked = await decisionRepository(db.manager).latest('orion');
    expect([blocked?.verdict, blocked?.reasons.map(({ code }) => code)]).toEqual([
      'blocked',
      ['agent.enter-long', 'risk.agent-not-active'],
    ]);
    await obey(agent, 'resume', { userId: 'u', note: '', idempotencyKey: 'k2' });
    await nextCandle(agent, venue, 1);
    expect(venue.orders.filter(({ order }) => order.purpose === 'entry')).toHaveLength(1);
  });

  it('opens its books with what the account holds at the first start, and never again', async () => {
    await start();
    venue.books = { USDT: decimal('9000') };
    const again = await start();
    expect((await agentRepository(db.manager).openings('orion'))['USDT']?.toFixed()).toBe('10000');
    expect(again.stored.state).toBe('halted');
  });
});
