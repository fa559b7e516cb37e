import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'financial';
const text = { type: 'text' } as const;
const instant = { type: 'timestamptz' } as const;
const json = { type: 'jsonb' } as const;
const key = { primary: true } as const;

const FactTable = new EntitySchema({
  name: 'SettlementFact',
  schema,
  tableName: 'settlement_facts',
  columns: {
    channel: { ...text, ...key },
    fact_id: { ...text, ...key },
    day: text,
    at: instant,
    is_late: { type: 'boolean' },
    fact: json,
    recorded_at: instant,
  },
});

const DeadLetterTable = new EntitySchema({
  name: 'SettlementDeadLetter',
  schema,
  tableName: 'settlement_dead_letters',
  columns: {
    channel: { ...text, ...key },
    event_key: { ...text, ...key },
    day: text,
    reason: text,
    recorded_at: instant,
  },
});

const BookTable = new EntitySchema({
  name: 'SettlementBook',
  schema,
  tableName: 'settlement_books',
  columns: { book_id: { type: 'integer', ...key }, closed_until: instant, fill_seq: { type: 'bigint' } },
});

const ReportTable = new EntitySchema({
  name: 'SettlementReport',
  schema,
  tableName: 'settlement_reports',
  columns: { day: { ...text, ...key }, cycle: { ...text, ...key }, settled_at: instant, report: json },
});

/** The tables of the settlement, as the migration made them. */
export const settlementEntities = [FactTable, DeadLetterTable, BookTable, ReportTable];
