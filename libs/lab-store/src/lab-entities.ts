import type { EntitySchemaColumnOptions } from 'typeorm';
import type { LabProgress, LabRun, LabState, LabVerdict, RuleVersion } from '@orbiquant/contracts';
import { EntitySchema, instantColumn } from '@orbiquant/platform-db';

type Column = EntitySchemaColumnOptions;
const text = (name?: string): Column => ({ type: 'text', ...(name ? { name } : {}) });
const json = (name?: string): Column => ({ type: 'jsonb', ...(name ? { name } : {}) });
const instant = (name: string): Column => ({ type: 'timestamptz', name, transformer: instantColumn });
const stamped = (name: string): Column => ({ ...instant(name), default: () => 'now()', insert: false, update: false });
const orNull = (column: Column): Column => ({ ...column, nullable: true });
const runKey: Column = { type: 'uuid', name: 'run_id', primary: true };

export type RunRow = {
  runId: string;
  userId: string;
  kind: string;
  state: LabState;
  strategy: string;
  /** The order in wire form. */
  ordered: unknown;
  progress: LabProgress;
  problem: LabRun['problem'];
  figures: LabRun['figures'];
  verdict: LabVerdict | null;
  passes: boolean | null;
  attempts: number;
  claimedUntilMs: number | null;
  createdAtMs: number;
  finishedAtMs: number | null;
};
export const RunTable = new EntitySchema<RunRow>({
  name: 'ml_backtests',
  schema: 'ml',
  tableName: 'backtests',
  columns: {
    runId: runKey,
    userId: { type: 'uuid', name: 'user_id' },
    kind: text(),
    state: text(),
    strategy: text(),
    ordered: json(),
    progress: json(),
    problem: orNull(json()),
    figures: { ...json(), default: {} },
    verdict: orNull(json()),
    passes: orNull({ type: 'boolean' }),
    attempts: { type: 'integer', default: 0 },
    claimedUntilMs: orNull(instant('claimed_until')),
    createdAtMs: stamped('created_at'),
    finishedAtMs: orNull(instant('finished_at')),
  },
});

export type ResultRow = { runId: string; result: unknown; recordedAtMs: number };
export const ResultTable = new EntitySchema<ResultRow>({
  name: 'ml_backtest_results',
  schema: 'ml',
  tableName: 'backtest_results',
  columns: { runId: runKey, result: json(), recordedAtMs: stamped('recorded_at') },
});

export type CheckpointRow = { runId: string; step: number; checkpoint: unknown; savedAtMs: number };
export const CheckpointTable = new EntitySchema<CheckpointRow>({
  name: 'ml_backtest_checkpoints',
  schema: 'ml',
  tableName: 'backtest_checkpoints',
  columns: {
    runId: runKey,
    step: { type: 'integer', primary: true },
    checkpoint: json(),
    savedAtMs: stamped('saved_at'),
  },
});

export type TrialRow = {
  dataDigest: string;
  family: string;
  parametersDigest: string;
  runId: string;
  sharpePerDay: number | null;
  days: number;
  recordedAtMs: number;
};
export const TrialTable = new EntitySchema<TrialRow>({
  name: 'ml_trials',
  schema: 'ml',
  tableName: 'trials',
  columns: {
    dataDigest: { ...text('data_digest'), primary: true },
    family: { ...text(), primary: true },
    parametersDigest: { ...text('parameters_digest'), primary: true },
    runId: { type: 'uuid', name: 'run_id' },
    sharpePerDay: orNull({ type: 'double precision', name: 'sharpe_per_day' }),
    days: { type: 'integer' },
    recordedAtMs: stamped('recorded_at'),
  },
});

export type RuleSetRow = {
  ruleSetId: string;
  userId: string;
  forkedFrom: string | null;
  forkedVersion: number | null;
  createdAtMs: number;
};
export const RuleSetTable = new EntitySchema<RuleSetRow>({
  name: 'ml_rule_sets',
  schema: 'ml',
  tableName: 'rule_sets',
  columns: {
    ruleSetId: { type: 'uuid', name: 'rule_set_id', primary: true },
    userId: { type: 'uuid', name: 'user_id' },
    forkedFrom: orNull({ type: 'uuid', name: 'forked_from' }),
    forkedVersion: orNull({ type: 'integer', name: 'forked_version' }),
    createdAtMs: stamped('created_at'),
  },
});

export type RuleVersionRow = {
  ruleSetId: string;
  version: number;
  name: string;
  digest: string;
  rules: Record<string, unknown>;
  leakCheck: RuleVersion['leakCheck'];
  createdAtMs: number;
};
export const RuleVersionTable = new EntitySchema<RuleVersionRow>({
  name: 'ml_rule_versions',
  schema: 'ml',
  tableName: 'rule_versions',
  columns: {
    ruleSetId: { type: 'uuid', name: 'rule_set_id', primary: true },
    version: { type: 'integer', primary: true },
    name: text(),
    digest: text(),
    rules: json(),
    leakCheck: text('leak_check'),
    createdAtMs: stamped('created_at'),
  },
});

export type RuleShareRow = {
  token: string;
  ruleSetId: string;
  version: number;
  createdAtMs: number;
  revokedAtMs: number | null;
};
export const RuleShareTable = new EntitySchema<RuleShareRow>({
  name: 'ml_rule_shares',
  schema: 'ml',
  tableName: 'rule_shares',
  columns: {
    token: { ...text(), primary: true },
    ruleSetId: { type: 'uuid', name: 'rule_set_id' },
    version: { type: 'integer' },
    createdAtMs: stamped('created_at'),
    revokedAtMs: orNull(instant('revoked_at')),
  },
});

/** Every table of the lab. */
export const labEntities = [
  RunTable,
  ResultTable,
  CheckpointTable,
  TrialTable,
  RuleSetTable,
  RuleVersionTable,
  RuleShareTable,
];
