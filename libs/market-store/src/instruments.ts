import type { Instrument, Interval } from '@orbiquant/contracts';
import { decimal } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

type Row = Omit<Instrument, 'tickSize' | 'stepSize' | 'quantityMin' | 'notionalMin'> & {
  tickSize: string;
  stepSize: string;
  quantityMin: string;
  notionalMin: string;
};

/** An instrument with the providers that may speak for it, first choice first. */
export type ListedInstrument = Instrument & { providers: readonly string[] };

const SELECT = `SELECT symbol, base, quote, venue, tick_size AS "tickSize", step_size AS "stepSize", quantity_min AS "quantityMin",
  notional_min AS "notionalMin", base_interval AS "baseInterval", providers, active FROM trading.instruments`;

/** All instruments by name. */
export async function readInstruments(db: DataSource | EntityManager): Promise<ListedInstrument[]> {
  const rows = (await db.query(`${SELECT} ORDER BY symbol`)) as Array<Row & { providers: string[] }>;
  return rows.map((row) => ({
    ...row,
    tickSize: decimal(row.tickSize),
    stepSize: decimal(row.stepSize),
    quantityMin: decimal(row.quantityMin),
    notionalMin: decimal(row.notionalMin),
  }));
}

const UPSERT = `
  INSERT INTO trading.instruments (symbol, base, quote, venue, tick_size, step_size, quantity_min, notional_min, base_interval, providers, active)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (symbol)`;

const parametersOf = (instrument: ListedInstrument): unknown[] => [
  instrument.symbol,
  instrument.base,
  instrument.quote,
  instrument.venue,
  instrument.tickSize.toFixed(),
  instrument.stepSize.toFixed(),
  instrument.quantityMin.toFixed(),
  instrument.notionalMin.toFixed(),
  instrument.baseInterval,
  instrument.providers,
  instrument.active,
];

/** Lists an instrument as its venue describes it now. */
export async function listInstrument(db: DataSource | EntityManager, instrument: ListedInstrument): Promise<void> {
  await db.query(
    `${UPSERT} DO UPDATE SET (venue, tick_size, step_size, quantity_min, notional_min, base_interval, providers, active, updated_at)
       = (excluded.venue, excluded.tick_size, excluded.step_size, excluded.quantity_min, excluded.notional_min, excluded.base_interval, excluded.providers, excluded.active, now())`,
    parametersOf(instrument),
  );
}

/** Lists an instrument that nobody has described yet; what a venue said of it stays. */
export async function listIfNew(db: DataSource | EntityManager, instrument: ListedInstrument): Promise<void> {
  await db.query(`${UPSERT} DO NOTHING`, parametersOf(instrument));
}

/** Says that finer candles than before are stored. */
export async function refineBase(
  db: DataSource | EntityManager,
  symbol: string,
  baseInterval: Interval,
): Promise<void> {
  await db.query('UPDATE trading.instruments SET base_interval = $2, updated_at = now() WHERE symbol = $1', [
    symbol,
    baseInterval,
  ]);
}
