import type { DataSource, EntityManager } from '@orbiquant/platform-db';

/** How far the tape of an instrument has become stored candles. */
export type FeedCursor = {
  symbol: string;
  venue: string;
  /** Every trade up to this one is inside a stored candle. */
  lastTradeId: string;
  /** Candles that open before this are stored. */
  candlesBeforeMs: number;
  /** Trades that came after their candle had been closed, since the beginning. */
  lateTicks: number;
};

/** Where the feed of an instrument goes on after a restart; null when it never ran. */
export async function readCursor(
  db: DataSource | EntityManager,
  symbol: string,
  venue: string,
): Promise<FeedCursor | null> {
  const rows = (await db.query(
    `SELECT symbol, venue, last_trade_id AS "lastTradeId", (extract(epoch FROM candles_before) * 1000)::float8 AS "candlesBeforeMs", late_ticks::float8 AS "lateTicks"
       FROM trading.feed_cursors WHERE symbol = $1 AND venue = $2`,
    [symbol, venue],
  )) as FeedCursor[];
  return rows[0] ?? null;
}

/** Moves the cursor, in the transaction that stores the candles. */
export async function moveCursor(tx: EntityManager, cursor: FeedCursor): Promise<void> {
  await tx.query(
    `INSERT INTO trading.feed_cursors (symbol, venue, last_trade_id, candles_before, late_ticks) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (symbol) DO UPDATE SET (venue, last_trade_id, candles_before, late_ticks, moved_at)
       = (excluded.venue, excluded.last_trade_id, excluded.candles_before, excluded.late_ticks, now())`,
    [cursor.symbol, cursor.venue, cursor.lastTradeId, new Date(cursor.candlesBeforeMs), cursor.lateTicks],
  );
}
