import { Client } from 'pg';

const LENGTHS = `(VALUES ('1m', interval '1 minute'), ('5m', interval '5 minutes'), ('15m', interval '15 minutes'), ('30m', interval '30 minutes'),
  ('1h', interval '1 hour'), ('4h', interval '4 hours'), ('1d', interval '1 day'), ('1w', interval '7 days'), ('1M', interval '1 month')) AS known (name, length)`;

/** Prices that no market had, within what the tables accept. */
const NONSENSE = 'open = 666, high = 66666, low = 6, close = 6666, volume = 6666666';

const candlesOf = (table: string): string =>
  `UPDATE ${table} SET ${NONSENSE} FROM ${LENGTHS} WHERE known.name = interval AND open_time + known.length > $1::timestamptz`;

const STATEMENTS: readonly string[] = [
  candlesOf('trading.candles'),
  candlesOf('trading.derived_candles'),
  // candles of times that nobody has seen
  `INSERT INTO trading.derived_candles (symbol, interval, open_time, open, high, low, close, volume, source_interval, bars, covered_ms, complete)
     SELECT symbol, interval, open_time + interval '400 days', 666, 66666, 6, 6666, 6666666, source_interval, bars, covered_ms, complete
       FROM trading.derived_candles WHERE open_time <= $1::timestamptz AND open_time > $1::timestamptz - interval '60 days' ON CONFLICT DO NOTHING`,
  `INSERT INTO trading.candle_quarantine (source, row_key, symbol, interval, open_time, reason, raw)
     SELECT 'garbage', symbol, symbol, '1m', $1::timestamptz + interval '1 hour', 'price', '{}' FROM trading.instruments`,
  `UPDATE trading.decisions SET verdict = 'failed', price = 666, reasons = '[]', votes = '[]' WHERE as_of > $1::timestamptz`,
  `UPDATE trading.fills SET price = 666, quantity = 666, fee = 6 WHERE filled_at > $1::timestamptz`,
  `UPDATE trading.equity_points SET equity = 666, cash = 666 WHERE at > $1::timestamptz`,
  `INSERT INTO ml.predictions (prediction_id, model_id, model_version, status, source, symbol, "interval", candle_open_time, as_of, horizon_bars,
                               expected_log_range, baseline_log_range, low80, high80, last_close, feature_hash, features)
     SELECT gen_random_uuid(), model_id, model_version, status, source, symbol, "interval", candle_open_time + step * interval '1 hour', $1::timestamptz + step * interval '1 hour', horizon_bars,
            6.66, 6.66, 6.66, 66.6, 666, 'garbage', features
       FROM (SELECT DISTINCT ON (symbol) * FROM ml.predictions WHERE source = 'market' ORDER BY symbol, as_of DESC) AS newest, generate_series(1, 24) AS step
         ON CONFLICT DO NOTHING`,
];

/** Replaces everything that became known after `atMs`, as nobody but the owner of the database could. Returns the rows of each statement. */
export async function garbageAfter(ownerUrl: string, atMs: number): Promise<number[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // journals refuse to be rewritten; that is what this test wants to do
    await client.query("SET session_replication_role = 'replica'");
    await client.query("SET TIME ZONE 'UTC'");
    const counts: number[] = [];
    for (const statement of STATEMENTS) counts.push((await client.query(statement, [new Date(atMs)])).rowCount ?? 0);
    return counts;
  } finally {
    await client.end();
  }
}
