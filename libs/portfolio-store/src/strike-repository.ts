import type { StrikePosition } from '@orbiquant/contracts';
import { canonicalJson, Decimal, digestOf } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';

/** A strike as it stands in the books. Minor units of `currency`. */
export type Strike = {
  strikeId: string;
  productId: string;
  number: number;
  /** What it was struck for; unique for a product. */
  period: string;
  atMs: number;
  struckAtMs: number;
  currency: string;
  navMinor: bigint;
  units: Decimal;
  navPerUnit: Decimal;
  poolCashMinor: bigint;
  accruedFeesMinor: bigint;
  venueCash: Decimal;
  lastFillId: string | null;
};

type Row = {
  strike_id: string;
  product_id: string;
  number: number;
  period: string;
  at: Date;
  struck_at: Date;
  currency: string;
  nav_minor: string;
  units: string;
  nav_per_unit: string;
  pool_cash_minor: string;
  accrued_fees_minor: string;
  venue_cash: string;
  last_fill_id: string | null;
};

const toStrike = (row: Row): Strike => ({
  strikeId: row.strike_id,
  productId: row.product_id,
  number: row.number,
  period: row.period,
  atMs: row.at.getTime(),
  struckAtMs: row.struck_at.getTime(),
  currency: row.currency,
  navMinor: BigInt(row.nav_minor),
  units: new Decimal(row.units),
  navPerUnit: new Decimal(row.nav_per_unit),
  poolCashMinor: BigInt(row.pool_cash_minor),
  accruedFeesMinor: BigInt(row.accrued_fees_minor),
  venueCash: new Decimal(row.venue_cash),
  lastFillId: row.last_fill_id,
});

/** The newest strikes of a product, newest first. */
export async function latestStrikes(db: EntityManager, productId: string, limit: number): Promise<Strike[]> {
  const rows = (await db.query('SELECT * FROM investment.strikes WHERE product_id = $1 ORDER BY number DESC LIMIT $2', [
    productId,
    limit,
  ])) as Row[];
  return rows.map(toStrike);
}

/** NAV per unit of the first strike: what a return is measured from. Null before it. */
export async function firstNavPerUnit(db: EntityManager, productId: string): Promise<Decimal | null> {
  const [row] = (await db.query('SELECT nav_per_unit FROM investment.strikes WHERE product_id = $1 AND number = 1', [
    productId,
  ])) as Array<{ nav_per_unit: string }>;
  return row ? new Decimal(row.nav_per_unit) : null;
}

/** The strike of a period, null when it has not been struck. */
export async function strikeOfPeriod(db: EntityManager, productId: string, period: string): Promise<Strike | null> {
  const [row] = (await db.query('SELECT * FROM investment.strikes WHERE product_id = $1 AND period = $2', [
    productId,
    period,
  ])) as Row[];
  return row ? toStrike(row) : null;
}

/** One strike, null when there is none. */
export async function findStrike(db: EntityManager, strikeId: string): Promise<Strike | null> {
  const [row] = (await db.query('SELECT * FROM investment.strikes WHERE strike_id = $1', [strikeId])) as Row[];
  return row ? toStrike(row) : null;
}

/** Writes down a strike, what it was made of, and the statement that it was struck on with its digest. */
export async function addStrike(
  tx: EntityManager,
  strike: Strike,
  { positions, snapshot }: { positions: readonly StrikePosition[]; snapshot: unknown },
): Promise<void> {
  await tx.query(
    `INSERT INTO investment.strikes (strike_id, product_id, number, period, at, struck_at, currency, nav_minor, units, nav_per_unit,
       pool_cash_minor, accrued_fees_minor, venue_cash, last_fill_id, snapshot, snapshot_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16)`,
    [...columnsOf(strike), canonicalJson(snapshot), digestOf(snapshot)],
  );
  for (const position of positions) await addPosition(tx, strike.strikeId, position);
}

const columnsOf = (strike: Strike): unknown[] => [
  strike.strikeId,
  strike.productId,
  strike.number,
  strike.period,
  new Date(strike.atMs),
  new Date(strike.struckAtMs),
  strike.currency,
  strike.navMinor.toString(),
  strike.units.toFixed(),
  strike.navPerUnit.toFixed(),
  strike.poolCashMinor.toString(),
  strike.accruedFeesMinor.toString(),
  strike.venueCash.toFixed(),
  strike.lastFillId,
];

async function addPosition(tx: EntityManager, strikeId: string, position: StrikePosition): Promise<void> {
  await tx.query(
    'INSERT INTO investment.strike_positions (strike_id, symbol, quantity, mark, mark_at, value, fills) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      strikeId,
      position.symbol,
      position.quantity.toFixed(),
      position.mark.toFixed(),
      new Date(position.markAtMs),
      position.value.toFixed(),
      position.fills,
    ],
  );
}

type PositionRow = { symbol: string; quantity: string; mark: string; mark_at: Date; value: string; fills: number };

/** What a strike was made of, by symbol. */
export async function positionsOfStrike(db: EntityManager, strikeId: string): Promise<StrikePosition[]> {
  const rows = (await db.query('SELECT * FROM investment.strike_positions WHERE strike_id = $1 ORDER BY symbol', [
    strikeId,
  ])) as PositionRow[];
  return rows.map((row) => ({
    symbol: row.symbol,
    quantity: new Decimal(row.quantity),
    mark: new Decimal(row.mark),
    markAtMs: row.mark_at.getTime(),
    value: new Decimal(row.value),
    fills: row.fills,
  }));
}
