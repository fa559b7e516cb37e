import { EntitySchema } from '@orbiquant/platform-db';

const schema = 'financial';
const text = { type: 'text' } as const;
const integer = { type: 'integer' } as const;
const bigint = { type: 'bigint' } as const;
const instant = { type: 'timestamptz' } as const;
const key = { primary: true } as const;
const optional = { nullable: true } as const;
const fault = { fault_code: { ...text, ...optional }, fault_reason: { ...text, ...optional } };

const ScheduleTable = new EntitySchema({
  name: 'JobSchedule',
  schema,
  tableName: 'job_schedules',
  columns: { job: { ...text, ...key }, since: instant, last_period: { ...text, ...optional } },
});

const DutyTable = new EntitySchema({
  name: 'Duty',
  schema,
  tableName: 'duties',
  columns: {
    job: { ...text, ...key },
    period: { ...text, ...key },
    state: text,
    epoch: bigint,
    worker: { ...text, ...optional },
    lease_until: { ...instant, ...optional },
    not_before: instant,
    attempts: integer,
    failures: integer,
    crashes: integer,
    enqueued_at: instant,
    started_at: { ...instant, ...optional },
    claimed_at: { ...instant, ...optional },
    finished_at: { ...instant, ...optional },
    worked_ms: bigint,
    ...fault,
  },
});

const DutyAccountTable = new EntitySchema({
  name: 'DutyAccount',
  schema,
  tableName: 'duty_accounts',
  columns: {
    job: { ...text, ...key },
    period: { ...text, ...key },
    account: { ...text, ...key },
    state: text,
    epoch: bigint,
    tries: integer,
    successes: integer,
    errors: integer,
    note: { ...text, ...optional },
    ...fault,
    changed_at: instant,
  },
});

const DeadLetterTable = new EntitySchema({
  name: 'JobDeadLetter',
  schema,
  tableName: 'job_dead_letters',
  columns: {
    job: { ...text, ...key },
    period: { ...text, ...key },
    account: { ...text, ...key },
    tries: integer,
    code: text,
    reason: text,
    died_at: instant,
    settled_at: { ...instant, ...optional },
  },
});

const ArchivedAccountTable = new EntitySchema({
  name: 'ArchivedAccount',
  schema: 'auth',
  tableName: 'archived_accounts',
  columns: { user_id: { type: 'uuid', ...key }, email: text, display_name: text, archived_at: instant },
});

/** The tables of the jobs, as the migration made them. */
export const jobsEntities = [ScheduleTable, DutyTable, DutyAccountTable, DeadLetterTable, ArchivedAccountTable];
