import type { StrikePosition } from '@orbiquant/contracts';
import { canonicalJson, Decimal, digestOf } from '@orbiquant/kernel';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';

/** A strike as it stands in the books. Minor units of `currency`. */
export type Strike = {
  strikeId: string;
  productId: string;
  number: number;
  /** What it was struck for; unique for a product. */
  period: string;
  /** Market time of the statement. */
  atMs: number;
  /** Pool time, in which lock-ups, notices, fees and months are counted. */
  struckAtMs: number;
  currency: string;
  /** Owed to the holders of units after everything was dealt. */
  navMinor: bigint;
  /** In issue after everything was dealt. */
  units: Decimal;
  /** What sellers got; buyers paid `offerPrice`. */
  navPerUnit: Decimal;
  poolCashMinor: bigint;
  /** Management fee owed and not paid. */
  accruedFeesMinor: bigint;
  venueCash: Decimal;
  lastFillId: string | null;
  series: number;
  /** This and what follows are null in strikes from before pools could be left. */
  offerPrice: Decimal | null;
  navBeforeMinor: bigint | null;
  crystallised: boolean;
  crystallisedFeeMinor: bigint;
  /** What a total loss cost the operator beyond the pool. */
  shortfallMinor: bigint;
  root: { hash: string; leaves: number } | null;
  /** The newest link of the ledger's chain when it was struck. */
  chain: { seq: bigint; hash: string } | null;
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
  series: number;
  offer_price: string | null;
  nav_before_minor: string | null;
  crystallised: boolean;
  crystallised_fee_minor: string;
  shortfall_minor: string;
  root_hash: string | null;
  root_leaves: number | null;
  chain_seq: string | null;
  chain_hash: string | null;
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
  series: row.series,
  offerPrice: row.offer_price === null ? null : new Decimal(row.offer_price),
  navBeforeMinor: row.nav_before_minor === null ? null : BigInt(row.nav_before_minor),
  ...feesAndProofOf(row),
});

const feesAndProofOf = (
  row: Row,
): Pick<Strike, 'crystallised' | 'crystallisedFeeMinor' | 'shortfallMinor' | 'root' | 'chain'> => ({
  crystallised: row.crystallised,
  crystallisedFeeMinor: BigInt(row.crystallised_fee_minor),
  shortfallMinor: BigInt(row.shortfall_minor),
  root: row.root_hash === null ? null : { hash: row.root_hash, leaves: row.root_leaves ?? 0 },
  chain: row.chain_hash === null ? null : { seq: BigInt(row.chain_seq ?? 0), hash: row.chain_hash },
});

const one = async (db: EntityManager, where: string, values: unknown[]): Promise<Strike | null> => {
  const [row] = (await db.query(`SELECT * FROM investment.strikes WHERE ${where}`, values)) as Row[];
  return row ? toStrike(row) : null;
};

/** The newest strikes of a product, newest first. */
export async function latestStrikes(db: EntityManager, productId: string, limit: number): Promise<Strike[]> {
  const rows = (await db.query('SELECT * FROM investment.strikes WHERE product_id = $1 ORDER BY number DESC LIMIT $2', [
    productId,
    limit,
  ])) as Row[];
  return rows.map(toStrike);
}

/** The strikes of a product after one number and up to another, oldest first. */
export async function strikesBetween(
  db: EntityManager,
  productId: string,
  { after, upTo }: { after: number; upTo: number },
): Promise<Strike[]> {
  const rows = (await db.query(
    'SELECT * FROM investment.strikes WHERE product_id = $1 AND number > $2 AND number <= $3 ORDER BY number',
    [productId, after, upTo],
  )) as Row[];
  return rows.map(toStrike);
}

/** NAV per unit of the first strike: what a return is measured from. Null before it. */
export const firstNavPerUnit = async (db: EntityManager, productId: string): Promise<Decimal | null> =>
  (await one(db, 'product_id = $1 AND number = 1', [productId]))?.navPerUnit ?? null;

/** The strike of a period, null when it has not been struck. */
export const strikeOfPeriod = (db: EntityManager, productId: string, period: string): Promise<Strike | null> =>
  one(db, 'product_id = $1 AND period = $2', [productId, period]);

/** One strike, null when there is none. */
export const findStrike = (db: EntityManager, strikeId: string): Promise<Strike | null> =>
  one(db, 'strike_id = $1', [strikeId]);

/** The newest strike from before balances were kept at each; null when there is none. What it left is where days and months begin. */
export const newestUnsealed = (db: EntityManager, productId: string): Promise<Strike | null> =>
  one(db, 'product_id = $1 AND root_hash IS NULL ORDER BY number DESC LIMIT 1', [productId]);

/** Writes down a strike, what it was made of, and the statement that it was struck on with its digest. */
export async function addStrike(
  tx: EntityManager,
  strike: Strike,
  { positions, snapshot }: { positions: readonly StrikePosition[]; snapshot: unknown },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO investment.strikes (strike_id, product_id, number, period, at, struck_at, currency, nav_minor, units, nav_per_unit,
       pool_cash_minor, accrued_fees_minor, venue_cash, last_fill_id, series, offer_price, nav_before_minor, crystallised, crystallised_fee_minor,
       shortfall_minor, root_hash, root_leaves, chain_seq, chain_hash, snapshot, snapshot_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25::jsonb, $26)`,
    [...columnsOf(strike), ...laterColumnsOf(strike), canonicalJson(snapshot), digestOf(snapshot)],
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

const laterColumnsOf = (strike: Strike): unknown[] => [
  strike.series,
  strike.offerPrice?.toFixed(),
  strike.navBeforeMinor?.toString(),
  strike.crystallised,
  strike.crystallisedFeeMinor.toString(),
  strike.shortfallMinor.toString(),
  strike.root?.hash,
  strike.root?.leaves,
  strike.chain?.seq.toString(),
  strike.chain?.hash,
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

/** The newest instant at which any product was struck; null before the first strike. Pool time, epoch ms. */
export async function newestStruckAtMs(db: EntityManager): Promise<number | null> {
  const [row] = (await db.query('SELECT max(struck_at) AS at FROM investment.strikes')) as Array<{ at: Date | null }>;
  return row?.at?.getTime() ?? null;
}
