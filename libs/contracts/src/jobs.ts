import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { route } from './route.ts';

/** Where a duty, which is one job for one period, stands. `dead`: given up after repeated failure; the next periods went on. */
export const DutyState = z.enum(['waiting', 'running', 'done', 'dead']);
export type DutyState = z.output<typeof DutyState>;

/** One job for one period: what came of it. Counts are of accounts. */
export const DutyView = z.object({
  job: z.string(),
  /** `2026-02-28`, `2026-02`, or for jobs without a period the minute `2026-02-28T13:30Z`. UTC. */
  period: z.string(),
  state: DutyState,
  attempts: z.number().int(),
  startedAtMs: epochMs.nullable(),
  finishedAtMs: epochMs.nullable(),
  /** Time that it was worked on, over all attempts. */
  durationMs: z.number().int(),
  successes: z.number().int(),
  errors: z.number().int(),
});
export type DutyView = z.output<typeof DutyView>;

/** An account that a duty could not serve, with the reason. */
export const DutyError = z.object({
  account: z.string(),
  tries: z.number().int(),
  code: z.string(),
  reason: z.string(),
});
export type DutyError = z.output<typeof DutyError>;

/** A duty with the accounts that failed and what the others had to say. */
export const DutyDetail = DutyView.extend({
  /** Why it waits or was given up as a whole. */
  fault: z.string().nullable(),
  failed: z.array(DutyError),
  notes: z.array(z.object({ account: z.string(), note: z.string() })),
});
export type DutyDetail = z.output<typeof DutyDetail>;

/** How a job is doing. `late`: a period has waited too long; `failing`: something was given up and nobody has looked. */
export const JobHealth = z.enum(['ok', 'never-ran', 'running', 'late', 'failing']);

/** A job: when it looks, what it did last. Holds nothing secret. */
export const JobView = z.object({
  name: z.string(),
  /** The five fields of its schedule, and the zone by whose clock they are read. */
  cron: z.string(),
  zone: z.string(),
  health: JobHealth,
  nextRunAtMs: epochMs.nullable(),
  /** Periods that are due and not done. */
  waiting: z.number().int(),
  /** Accounts and periods given up that nobody has dealt with. */
  deadLetters: z.number().int(),
  lastRun: DutyView.nullable(),
});
export type JobView = z.output<typeof JobView>;

/** All jobs. `healthy` is false when one is late or failing. */
export const JobsHealth = z.object({
  healthy: z.boolean(),
  /** Whether schedules are followed here; without, jobs run by hand only. */
  scheduled: z.boolean(),
  jobs: z.array(JobView),
});
export type JobsHealth = z.output<typeof JobsHealth>;

/** Something given up after repeated failure. `account` is empty when the whole period was. */
export const DeadLetter = z.object({
  job: z.string(),
  period: z.string(),
  account: z.string(),
  tries: z.number().int(),
  code: z.string(),
  reason: z.string(),
  diedAtMs: epochMs,
});
export type DeadLetter = z.output<typeof DeadLetter>;

/** How a version of a model has done on forecasts whose time is over. Ranges and errors are logarithmic: 0.01 = 1 %. */
export const ModelScore = z.object({
  modelId: z.string(),
  version: z.string(),
  scoredAtMs: epochMs,
  rows: z.number().int(),
  meanAbsoluteError: z.number(),
  baselineMeanAbsoluteError: z.number(),
  qlike: z.number(),
  /** Share of outcomes inside the 80 % interval. */
  coverage: z.number(),
  /** Mean of ln(outcome / forecast) of the newer half less that of the older half, in its own standard error. */
  driftZ: z.number().nullable(),
  /** `drifting`: the newer misses differ from the older ones by more than chance; `miscalibrated`: the interval holds too few or too many. */
  verdict: z.enum(['too-few', 'as-promised', 'miscalibrated', 'drifting']),
});
export type ModelScore = z.output<typeof ModelScore>;

const jobName = z.string().regex(/^[A-Za-z]{3,60}$/, 'the name of a job, such as DailySettlementJob');
const period = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}Z)?)?$/, 'a period such as 2026-02, 2026-02-28 or 2026-02-28T13:30Z');

export const getJobsHealth = route({
  method: 'GET',
  path: '/health/jobs',
  summary: 'Whether the jobs run: last run, next run, duration, counts',
  access: 'anyone',
  response: JobsHealth,
});
export const getJobs = route({
  method: 'GET',
  path: '/api/v1/admin/jobs',
  summary: 'The jobs with what was given up, and why',
  access: 'operator',
  response: JobsHealth.extend({ deadLetters: z.array(DeadLetter) }),
});
export const getJobRuns = route({
  method: 'GET',
  path: '/api/v1/admin/jobs/:name/runs',
  summary: 'The newest periods of a job',
  access: 'operator',
  params: z.object({ name: jobName }),
  response: z.array(DutyView),
});
export const getJobRun = route({
  method: 'GET',
  path: '/api/v1/admin/jobs/:name/runs/:period',
  summary: 'One period of a job, with the accounts that failed',
  access: 'operator',
  params: z.object({ name: jobName, period }),
  response: DutyDetail,
});
export const runJob = route({
  method: 'POST',
  path: '/api/v1/admin/jobs/:name/runs',
  summary: 'Have a job done for a date, or for its newest period; a period that is done stays as it is',
  access: 'operator',
  params: z.object({ name: jobName }),
  body: z.object({ date: z.iso.date().optional() }),
  response: DutyView,
  status: 202,
  idempotent: true,
});
export const retryDeadLetter = route({
  method: 'POST',
  path: '/api/v1/admin/jobs/:name/runs/:period/retry',
  summary: 'Have what was given up of a period tried again',
  access: 'operator',
  params: z.object({ name: jobName, period }),
  response: DutyView,
  status: 202,
});
export const scoreModels = route({
  method: 'POST',
  path: '/api/v1/models/scores',
  summary: 'Score every forecast whose time is over, and judge each version of each model by them',
  access: 'service',
  body: z.object({ limit: z.number().int().min(1).max(5_000) }),
  response: z.object({ scored: z.number().int(), unscorable: z.number().int(), models: z.array(ModelScore) }),
});
export const getModelScores = route({
  method: 'GET',
  path: '/api/v1/models/:modelId/scores',
  summary: 'How a model has done on forecasts whose time is over, newest first',
  access: 'anyone',
  params: z.object({ modelId: z.string().max(60) }),
  response: z.array(ModelScore),
});
