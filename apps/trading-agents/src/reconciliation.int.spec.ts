import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { decimal } from '@orbiquant/kernel';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { fakeClock, freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { balanceDifferences, balancesAfter } from '@orbiquant/trading';
import { agentRepository, fillRepository, orderRepository, tradingEntities } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { recover } from './recover.ts';
import { agentAt, nextCandle, scripted } from './testing/agent-at.ts';
import { dyingProcess } from './testing/dying-process.ts';
import { FakeVenue } from './testing/fake-venue.ts';

const ALIVE = Number.MAX_SAFE_INTEGER;
const open = (database: FreshDatabase): Promise<DataSource> =>
  openDatabase({ url: database.urlFor('trading_agents'), entities: tradingEntities, poolMax: 2 });
const { strategy, say } = scripted();

/** The same venue again, so that each death has a world of its own. */
const copyOf = (venue: FakeVenue): FakeVenue =>
  Object.assign(new FakeVenue(), {
    orders: venue.orders.map((order) => ({ ...order })),
    trades: [...venue.trades],
    books: { ...venue.books },
    price: venue.price,
  });

describe('a process that dies while it reconciles', () => {
  /** An agent with a position and its stop on the venue, stopped. */
  let before: FreshDatabase;
  const venueBefore = new FakeVenue();
  beforeAll(async () => {
    before = await freshDatabase();
    const db = await open(before);
    const agent = await agentAt({ db, venue: venueBefore, strategy, clock: fakeClock() });
    say('long');
    await nextCandle(agent, venueBefore, 0);
    await db.destroy();
  });
  const opened: DataSource[] = [];
  afterAll(async () => {
    for (const db of opened) await db.destroy();
  });

  /** A recovery in front of whose nth step the process dies, and the one that follows it. */
  async function dyingAt(nth: number, meanwhile: (venue: FakeVenue) => void) {
    const database = await freshDatabase(before.name);
    const venue = copyOf(venueBefore);
    meanwhile(venue);
    const mortal = dyingProcess(await open(database), venue, nth);
    const start = (db: DataSource, at: FakeVenue): Promise<AgentContext> =>
      agentAt({ db, venue: at, strategy, clock: fakeClock() });
    const died = await start(mortal.db, mortal.venue as FakeVenue).then(
      () => false,
      () => true,
    );
    await cutOff(database);
    await mortal.db.destroy().catch(() => undefined);
    const db = await open(database);
    const agent = await start(db, venue);
    await recover(agent);
    return { died, steps: mortal.steps(), db, venue, agent };
  }

  async function cutOff({ ownerUrl, name }: FreshDatabase): Promise<void> {
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [name],
    );
    await owner.end();
  }

  type After = Awaited<ReturnType<typeof dyingAt>>;
  const eventsOf = async ({ db }: After, name: string): Promise<Array<Record<string, string>>> =>
    (
      (await db.query('SELECT payload FROM trading.agent_events WHERE name = $1', [name])) as Array<{
        payload: Record<string, string>;
      }>
    ).map(({ payload }) => payload);

  /** Every trade of ours is booked once and told once, its order has grown by it, and the books are the venue's. */
  async function expectWhole(after: After, foreign = 0): Promise<void> {
    const { db, venue } = after;
    const fills = await fillRepository(db.manager, 'fake').all('orion');
    const tradeIds = fills.map(({ venueTradeId }) => venueTradeId).sort();
    const ours = venue.trades.filter(({ venueOrderId }) => venueOrderId !== 'foreign');
    expect(tradeIds).toEqual(ours.map(({ venueTradeId }) => venueTradeId).sort());
    expect((await eventsOf(after, 'fill.recorded')).map(({ fillId }) => fillId).sort()).toEqual(
      fills.map(({ fillId }) => fillId).sort(),
    );
    for (const order of await orderRepository(db.manager).page('orion', { limit: 100 })) {
      const filled = fills
        .filter(({ orderId }) => orderId === order.orderId)
        .reduce((sum, { quantity }) => sum.plus(quantity), decimal('0'));
      expect(order.filledQuantity.eq(filled)).toBe(true);
      expect(order.state === 'filled').toBe(filled.eq(order.quantity));
    }
    const openings = await agentRepository(db.manager).openings('orion');
    const differences = balanceDifferences(balancesAfter(openings, fills), await venue.balances());
    expect(differences.length > 0).toBe(foreign > 0);
  }

  /** The scenario with a death in front of every step that an undisturbed run makes. */
  async function everyDeath(
    meanwhile: (venue: FakeVenue) => void,
    check: (after: After) => Promise<void>,
  ): Promise<number> {
    const undisturbed = await dyingAt(ALIVE, meanwhile);
    expect(undisturbed.died).toBe(false);
    await check(undisturbed);
    await undisturbed.db.destroy();
    for (let nth = 1; nth <= undisturbed.steps; nth++) {
      const after = await dyingAt(nth, meanwhile);
      expect([nth, after.died]).toEqual([nth, true]);
      await check(after);
      await after.db.destroy();
    }
    return undisturbed.steps;
  }

  it('P6: in front of whatever it writes, commits or orders: after the restart the books are the venue’s, each trade booked and told once', async () => {
    const steps = await everyDeath(
      (venue) => venue.moveTo('50'),
      async (after) => {
        await expectWhole(after);
        expect(after.venue.orders.filter(({ status }) => status === 'open')).toEqual([]);
        expect(after.agent.stored.state).toBe('active');
      },
    );
    expect(steps).toBeGreaterThan(8);
  }, 60_000);

  it('P6: with a trade that is not ours: it is said once, the difference is said once, and the agent is halted', async () => {
    const steps = await everyDeath(
      (venue) => venue.foreignTrade('BTC/USDT', '0.5'),
      async (after) => {
        await expectWhole(after, 1);
        const codes = (await eventsOf(after, 'incident.raised')).map(({ code }) => code).sort();
        expect(codes).toEqual(['reconcile.difference', 'venue.foreign-trade']);
        expect(after.agent.stored.state).toBe('halted');
      },
    );
    expect(steps).toBeGreaterThan(5);
  }, 60_000);
});
