import { INTERVALS, type Candle, type Interval } from '@orbiquant/contracts';
import { aggregate, coarserThan, isComplete, nextOpenTime, openTimeOf, type Aggregate } from '@orbiquant/market';
import type { EntityManager } from '@orbiquant/platform-db';
import { candleParameters, candleRowset } from './candle-columns.ts';
import { readOwnCandles } from './read-candles.ts';

/** Which derived candles to bring up to date: those that overlap [fromMs, toMs) and end by `closedByMs`. */
export type Derivation = {
  symbol: string;
  /** The interval whose candles changed. */
  source: Interval;
  fromMs: number;
  toMs: number;
  closedByMs: number;
  /** Left out: all that can be made of `source`. */
  intervals?: readonly Interval[];
};

/** A derived candle that is new or changed. */
export type Derived = { interval: Interval; candle: Candle };

/** A fuller candle replaces one with holes; between equally full ones the finer source speaks. */
const UPSERT = `
  INSERT INTO trading.derived_candles AS old (symbol, interval, source_interval, open_time, open, high, low, close, volume, bars, covered_ms, complete)
  SELECT $1, $2, $3, c.open_time, c.open, c.high, c.low, c.close, c.volume, s.bars, s.covered_ms, s.complete
    FROM ${candleRowset(4)} c
    JOIN unnest($4::float8[], $10::int[], $11::bigint[], $12::boolean[]) AS s(t, bars, covered_ms, complete) ON c.open_time = to_timestamp(s.t / 1000.0)
  ON CONFLICT (symbol, interval, open_time) DO UPDATE
    SET (source_interval, open, high, low, close, volume, bars, covered_ms, complete, recorded_at)
      = (excluded.source_interval, excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.bars, excluded.covered_ms, excluded.complete, now())
    WHERE (excluded.covered_ms > old.covered_ms
           OR (excluded.covered_ms = old.covered_ms AND array_position($13::text[], excluded.source_interval) <= array_position($13::text[], old.source_interval)))
      AND (old.open, old.high, old.low, old.close, old.volume, old.bars, old.source_interval)
          IS DISTINCT FROM (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.bars, excluded.source_interval)
  RETURNING (extract(epoch FROM open_time) * 1000)::float8 AS "openTimeMs"`;

/** Recomputes derived candles from the stored source; returns those that are new or changed, finest first. */
export async function deriveCandles(tx: EntityManager, derivation: Derivation): Promise<Derived[]> {
  const wanted = derivation.intervals ?? coarserThan(derivation.source);
  const weeks = wanted.filter((interval) => interval === '1w');
  const others = wanted.filter((interval) => interval !== '1w');
  const derived: Derived[] = [];
  for (const group of [others, weeks]) derived.push(...(await deriveGroup(tx, derivation, group)));
  return derived;
}

/** Intervals that nest share one read of the source per candle of the coarsest of them. */
async function deriveGroup(tx: EntityManager, all: Derivation, group: readonly Interval[]): Promise<Derived[]> {
  const coarsest = group.at(-1);
  if (!coarsest) return [];
  const derived: Derived[] = [];
  for (let fromMs = openTimeOf(all.fromMs, coarsest); fromMs < all.toMs; fromMs = nextOpenTime(fromMs, coarsest)) {
    const span = { symbol: all.symbol, interval: all.source, fromMs, toMs: nextOpenTime(fromMs, coarsest) };
    const candles = await readOwnCandles(tx, span);
    for (const interval of group) derived.push(...(await deriveOne(tx, all, { interval, candles })));
  }
  return derived;
}

async function deriveOne(
  tx: EntityManager,
  { symbol, source, fromMs, toMs, closedByMs }: Derivation,
  { interval, candles }: { interval: Interval; candles: readonly Candle[] },
): Promise<Derived[]> {
  const isWanted = ({ openTimeMs }: Aggregate): boolean => {
    const endMs = nextOpenTime(openTimeMs, interval);
    return endMs <= closedByMs && endMs > fromMs && openTimeMs < toMs;
  };
  const made = aggregate(candles, source, interval).filter(isWanted);
  if (made.length === 0) return [];
  const changed = (await tx.query(UPSERT, [
    symbol,
    interval,
    source,
    ...candleParameters(made),
    made.map(({ bars }) => bars),
    made.map(({ coveredMs }) => coveredMs),
    made.map((candle) => isComplete(candle, interval)),
    INTERVALS,
  ])) as Array<{ openTimeMs: number }>;
  const changedMs = new Set(changed.map(({ openTimeMs }) => openTimeMs));
  return made.filter(({ openTimeMs }) => changedMs.has(openTimeMs)).map((candle) => ({ interval, candle }));
}
