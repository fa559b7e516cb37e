import type { EntitySchemaColumnOptions } from 'typeorm';
import { decimalColumn, EntitySchema, instantColumn } from '@orbiquant/platform-db';

type Column = EntitySchemaColumnOptions;
const text = (name?: string): Column => ({ type: 'text', ...(name ? { name } : {}) });
const key = (column: Column): Column => ({ ...column, primary: true });
const nullable = (column: Column): Column => ({ ...column, nullable: true });
const exact = (name?: string): Column => ({ type: 'numeric', transformer: decimalColumn, ...(name ? { name } : {}) });
const whole = (name?: string): Column => ({ type: 'integer', ...(name ? { name } : {}) });
const instant = (name: string): Column => ({ type: 'timestamptz', name, transformer: instantColumn });
const stamped = (name: string): Column => ({ ...instant(name), default: () => 'now()' });

const prices = { open: exact(), high: exact(), low: exact(), close: exact(), volume: exact() };
const candleKey = { symbol: key(text()), interval: key(text()), openTimeMs: key(instant('open_time')) };

const table = (name: string, columns: Record<string, Column>): EntitySchema =>
  new EntitySchema({ name: `market_${name}`, schema: 'trading', tableName: name, columns });

/** The tables of the market, column by column as the migration made them. */
export const marketEntities: readonly EntitySchema[] = [
  table('instruments', {
    symbol: key(text()),
    base: text(),
    quote: text(),
    venue: text(),
    tickSize: exact('tick_size'),
    stepSize: exact('step_size'),
    quantityMin: exact('quantity_min'),
    notionalMin: exact('notional_min'),
    baseInterval: text('base_interval'),
    providers: { type: 'text', array: true },
    active: { type: 'boolean' },
    updatedAtMs: stamped('updated_at'),
  }),
  table('candles', {
    ...candleKey,
    ...prices,
    provider: text(),
    revision: whole(),
    recordedAtMs: stamped('recorded_at'),
  }),
  table('candle_revisions', {
    ...candleKey,
    revision: key(whole()),
    ...prices,
    provider: text(),
    recordedAtMs: instant('recorded_at'),
    supersededAtMs: stamped('superseded_at'),
  }),
  table('derived_candles', {
    ...candleKey,
    ...prices,
    sourceInterval: text('source_interval'),
    bars: whole(),
    coveredMs: { type: 'bigint', name: 'covered_ms' },
    complete: { type: 'boolean' },
    recordedAtMs: stamped('recorded_at'),
  }),
  table('candle_quarantine', {
    source: key(text()),
    rowKey: key(text('row_key')),
    symbol: text(),
    interval: text(),
    openTimeMs: nullable(instant('open_time')),
    reason: text(),
    raw: text(),
    recordedAtMs: stamped('recorded_at'),
  }),
  table('imports', {
    sha256: key(text()),
    symbol: key(text()),
    interval: key(text()),
    file: text(),
    state: text(),
    lines: whole(),
    inserted: whole(),
    revised: whole(),
    unchanged: whole(),
    quarantined: { type: 'jsonb' },
    startedAtMs: stamped('started_at'),
    finishedAtMs: nullable(instant('finished_at')),
  }),
  table('feed_cursors', {
    symbol: key(text()),
    venue: text(),
    lastTradeId: text('last_trade_id'),
    candlesBeforeMs: instant('candles_before'),
    lateTicks: { type: 'bigint', name: 'late_ticks' },
    movedAtMs: stamped('moved_at'),
  }),
];
