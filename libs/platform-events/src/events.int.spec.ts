import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import type { EventType } from '@orbiquant/contracts';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase, until } from '@orbiquant/testing';
import { consume, drain, type Consumer } from './consume.ts';
import { publish } from './publish.ts';

const payload = z.object({ n: z.number() });
const counted: EventType<typeof payload> = {
  name: 'thing.counted',
  schema: 'education',
  table: 'events',
  payload,
  keyOf: ({ n }) => String(n),
};

let db: DataSource;
let url: string;
beforeAll(async () => {
  url = (await freshDatabase()).ownerUrl;
  const owner = new Client({ connectionString: url });
  await owner.connect();
  await owner.query(
    "SELECT public.create_event_table('education', 'events', 'orbiquant_backend'), public.create_cursor_table('education', 'orbiquant_backend'); CREATE TABLE education.seen (n int PRIMARY KEY)",
  );
  await owner.end();
  db = await openDatabase({ url });
});
afterAll(async () => db.destroy());
beforeEach(async () => {
  await db.query('TRUNCATE education.events, education.seen, education.consumer_cursors RESTART IDENTITY');
});

const tell = (n: number): Promise<void> => db.transaction((tx) => publish(tx, counted, { n }));
const seen = async (): Promise<number[]> =>
  ((await db.query('SELECT n FROM education.seen ORDER BY n')) as Array<{ n: number }>).map(({ n }) => n);
const consumer = (change: Partial<Consumer<typeof payload>> = {}): Consumer<typeof payload> => ({
  type: counted,
  name: 'test',
  cursorSchema: 'education',
  handle: async (tx, { n }) => {
    await tx.query('INSERT INTO education.seen VALUES ($1)', [n]);
  },
  ...change,
});

/** Drains until `count` were handled in all: an open transaction of any other database of the server holds events back. */
async function drained(count: number): Promise<number> {
  let handled = 0;
  await until(`${count} handled`, async () => (handled += await drain(db, consumer())) >= count);
  return handled;
}

describe('durable events', () => {
  it('are handled once each, and the same fact published twice is one', async () => {
    for (const n of [1, 2, 2, 3]) await tell(n);
    expect(await drained(3)).toBe(3);
    expect(await drain(db, consumer())).toBe(0);
    expect(await seen()).toEqual([1, 2, 3]);
  });

  it('what a rolled-back transaction published never happened', async () => {
    await db
      .transaction(async (tx) => {
        await publish(tx, counted, { n: 1 });
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await drain(db, consumer())).toBe(0);
  });

  it('a slow writer whose id is lower is waited for, not skipped', async () => {
    const slow = db.createQueryRunner();
    await slow.startTransaction();
    await publish(slow.manager, counted, { n: 1 });
    await tell(2);
    expect(await drain(db, consumer())).toBe(0);
    await slow.commitTransaction();
    await slow.release();
    expect(await drained(2)).toBe(2);
    expect(await seen()).toEqual([1, 2]);
  });

  it('a handler that fails leaves the cursor and its half-done work behind, and is tried again', async () => {
    await tell(1);
    const failing = consumer({
      handle: async (tx, { n }) => {
        await tx.query('INSERT INTO education.seen VALUES ($1)', [n]);
        throw new Error('after the effect');
      },
    });
    const failure = await until('the failure', async () =>
      drain(db, failing).then(
        () => undefined,
        (error: Error) => error,
      ),
    );
    expect(failure.message).toBe('after the effect');
    expect(await seen()).toEqual([]);
    expect(await drained(1)).toBe(1);
  });

  it('two workers of one consumer share the work without doing any of it twice', async () => {
    for (let n = 1; n <= 40; n++) await tell(n);
    const [one, other] = await Promise.all([drained(1), drained(1)]);
    const rest = 40 - one! - other!;
    expect(rest > 0 ? await drained(rest) : 0).toBe(rest);
    expect(await seen()).toHaveLength(40);
  });

  it('wake a waiting consumer, also after its connection was cut', async () => {
    const stopping = new AbortController();
    const running = consume({ db, url }, consumer(), stopping.signal);
    await tell(1);
    await until('the first event', async () => (await seen()).length === 1);
    await db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'listen:%' AND datname = current_database()",
    );
    await tell(2);
    await until('the second event', async () => (await seen()).length === 2);
    stopping.abort();
    await running;
  });
});
