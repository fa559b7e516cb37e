import type { Fill, Position } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import { applyFill, flatPosition } from '@orbiquant/portfolio';
import type { EntityManager } from '@orbiquant/platform-db';

/**
 * Stores a fill and folds it into its position, both in the caller's transaction. A fill that is known changes nothing.
 * Returns whether it was new.
 */
export async function bookFill(tx: EntityManager, fill: Fill): Promise<boolean> {
  const before = await lockPosition(tx, fill);
  const after = applyFill(before, fill);
  const rows = (await tx.query(
    `INSERT INTO investment.fills (fill_id, agent_id, order_id, decision_id, venue_trade_id, venue_order_id, symbol, side, price, quantity, fee, fee_asset, filled_at, realised_pnl)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING fill_id`,
    [
      fill.fillId,
      fill.agentId,
      fill.orderId,
      fill.decisionId,
      fill.venueTradeId,
      fill.venueOrderId,
      fill.symbol,
      fill.side,
      fill.price.toFixed(),
      fill.quantity.toFixed(),
      fill.fee.toFixed(),
      fill.feeAsset,
      new Date(fill.filledAtMs),
      after.realisedPnl.minus(before.realisedPnl).toFixed(),
    ],
  )) as unknown[];
  if (rows.length === 0) return false;
  await savePosition(tx, after);
  return true;
}

type PositionRow = {
  agent_id: string;
  symbol: string;
  quantity: string;
  average_price: string;
  realised_pnl: string;
  fees_paid: string;
  updated_at: Date;
};

async function lockPosition(tx: EntityManager, { agentId, symbol }: Fill): Promise<Position> {
  const [row] = (await tx.query('SELECT * FROM investment.positions WHERE agent_id = $1 AND symbol = $2 FOR UPDATE', [
    agentId,
    symbol,
  ])) as PositionRow[];
  return row ? toPosition(row) : flatPosition(agentId, symbol);
}

const toPosition = (row: PositionRow): Position => ({
  agentId: row.agent_id,
  symbol: row.symbol,
  quantity: new Decimal(row.quantity),
  averagePrice: new Decimal(row.average_price),
  realisedPnl: new Decimal(row.realised_pnl),
  feesPaid: new Decimal(row.fees_paid),
  updatedAtMs: row.updated_at.getTime(),
});

async function savePosition(tx: EntityManager, position: Position): Promise<void> {
  await tx.query(
    `INSERT INTO investment.positions (agent_id, symbol, quantity, average_price, realised_pnl, fees_paid, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (agent_id, symbol) DO UPDATE SET quantity = excluded.quantity, average_price = excluded.average_price,
       realised_pnl = excluded.realised_pnl, fees_paid = excluded.fees_paid, updated_at = excluded.updated_at`,
    [
      position.agentId,
      position.symbol,
      position.quantity.toFixed(),
      position.averagePrice.toFixed(),
      position.realisedPnl.toFixed(),
      position.feesPaid.toFixed(),
      new Date(position.updatedAtMs),
    ],
  );
}

/** The folded positions of an agent. */
export async function positionsOf(db: EntityManager, agentId: string): Promise<Position[]> {
  const rows = (await db.query('SELECT * FROM investment.positions WHERE agent_id = $1 ORDER BY symbol', [
    agentId,
  ])) as PositionRow[];
  return rows.map(toPosition);
}

/** Where a fill stands in the order of folding; null while it has not arrived. `null` in is "before the first". */
export async function seqOfFill(db: EntityManager, fillId: string | null): Promise<bigint | null> {
  if (fillId === null) return 0n;
  const [row] = (await db.query('SELECT seq FROM investment.fills WHERE fill_id = $1', [fillId])) as Array<{
    seq: string;
  }>;
  return row ? BigInt(row.seq) : null;
}

/** What the fills of an agent up to one of them add up to, by symbol: base quantity, cash, how many. */
export type FillSum = { symbol: string; quantity: Decimal; cash: Decimal; fills: number };

/** Sums made by the database in exact decimals, a second way beside the folded positions. */
export async function sumFills(db: EntityManager, agentId: string, upToSeq: bigint): Promise<FillSum[]> {
  const rows = (await db.query(
    `SELECT symbol, count(*)::integer AS fills,
            sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END - CASE WHEN fee_asset = split_part(symbol, '/', 1) THEN fee ELSE 0 END)::text AS quantity,
            sum(CASE side WHEN 'buy' THEN -price * quantity ELSE price * quantity END - CASE WHEN fee_asset = split_part(symbol, '/', 2) THEN fee ELSE 0 END)::text AS cash
       FROM investment.fills WHERE agent_id = $1 AND seq <= $2 GROUP BY symbol ORDER BY symbol`,
    [agentId, upToSeq.toString()],
  )) as Array<{ symbol: string; fills: number; quantity: string; cash: string }>;
  return rows.map(({ symbol, fills, quantity, cash }) => ({
    symbol,
    fills,
    quantity: new Decimal(quantity),
    cash: new Decimal(cash),
  }));
}

type FillRow = {
  fill_id: string;
  agent_id: string;
  order_id: string;
  decision_id: string;
  venue_trade_id: string;
  venue_order_id: string;
  symbol: string;
  side: 'buy' | 'sell';
  price: string;
  quantity: string;
  fee: string;
  fee_asset: string;
  filled_at: Date;
};

const toFill = (row: FillRow): Fill => ({
  fillId: row.fill_id,
  agentId: row.agent_id,
  orderId: row.order_id,
  decisionId: row.decision_id,
  venueTradeId: row.venue_trade_id,
  venueOrderId: row.venue_order_id,
  symbol: row.symbol,
  side: row.side,
  price: new Decimal(row.price),
  quantity: new Decimal(row.quantity),
  fee: new Decimal(row.fee),
  feeAsset: row.fee_asset,
  filledAtMs: row.filled_at.getTime(),
});

/** One fill, null when we have not been told of it. */
export async function findFill(db: EntityManager, fillId: string): Promise<Fill | null> {
  const [row] = (await db.query('SELECT * FROM investment.fills WHERE fill_id = $1', [fillId])) as FillRow[];
  return row ? toFill(row) : null;
}

/** The fills of an instrument that a strike is made of, newest first. */
export async function fillsUpTo(
  db: EntityManager,
  { agentId, symbol, seq, limit }: { agentId: string; symbol: string; seq: bigint; limit: number },
): Promise<Fill[]> {
  const rows = (await db.query(
    'SELECT * FROM investment.fills WHERE agent_id = $1 AND symbol = $2 AND seq <= $3 ORDER BY seq DESC LIMIT $4',
    [agentId, symbol, seq.toString(), limit],
  )) as FillRow[];
  return rows.map(toFill);
}
