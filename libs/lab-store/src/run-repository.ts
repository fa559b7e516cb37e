import { z } from 'zod';
import { LabOrder, LabResult, labRunChanged, type LabRun, type LabState } from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { CheckpointTable, ResultTable, RunTable, type RunRow } from './lab-entities.ts';

/** Which of a person's runs: the newest `limit` that match. */
export type RunPage = {
  userId: string;
  limit: number;
  before?: string | undefined;
  kind?: string | undefined;
  strategy?: string | undefined;
  passing?: boolean | undefined;
};

/** How a run ended. */
export type RunEnd =
  | { state: 'done'; result: LabResult }
  | { state: 'failed'; problem: NonNullable<LabRun['problem']> }
  | { state: 'cancelled' };

/** Runs as rows: who ordered them, how far they are, what came of them. */
export type RunRepository = {
  order(userId: string, order: LabOrder): Promise<LabRun>;
  page(page: RunPage): Promise<LabRun[]>;
  /** A run of this person. @throws AppError not-found, also when it is somebody else's */
  find(userId: string, runId: string): Promise<LabRun>;
  result(userId: string, runId: string): Promise<LabResult>;
  /** The oldest run that waits or whose worker is gone, claimed until `untilMs`; null when there is none. */
  claim(nowMs: number, untilMs: number): Promise<LabRun | null>;
  /** Renews a claim and tells how far the run is; false when it was cancelled meanwhile. */
  advance(runId: string, progress: LabRun['progress'], untilMs: number): Promise<boolean>;
  end(runId: string, end: RunEnd, atMs: number): Promise<void>;
  /** Puts a run back into the queue with all that it has found: its worker is about to stop. */
  release(runId: string): Promise<void>;
  /** Ends a run that has not ended. A running one is told by its next `advance`. */
  cancel(userId: string, runId: string, atMs: number): Promise<LabRun>;
  /** What the run has done so far, step by step. */
  steps(runId: string): Promise<unknown[]>;
  /** Adds a step. Of two workers on one run, which a lapsed claim makes possible, the later one is refused. @throws AppError conflict */
  appendStep(runId: string, step: number, checkpoint: unknown): Promise<void>;
};

/** A run that kills the worker this often is given up. */
export const ATTEMPTS_MAX = 3;

export const runRepository = (db: DataSource): RunRepository => ({
  ...ownersRuns(db),
  ...workersRuns(db),
  ...steps(db),
});

/** What the person who orders runs may do. */
const ownersRuns = (db: DataSource): Pick<RunRepository, 'order' | 'page' | 'find' | 'result' | 'cancel'> => ({
  order: (userId, order) => db.transaction((tx) => insertRun(tx, userId, order)),

  async page({ userId, limit, before, kind, strategy, passing }) {
    const query = db.manager
      .createQueryBuilder(RunTable, 'r')
      .where('r.userId = :userId', { userId })
      .orderBy('r.runId', 'DESC')
      .take(limit);
    if (before !== undefined) query.andWhere('r.runId < :before', { before });
    if (kind !== undefined) query.andWhere('r.kind = :kind', { kind });
    if (strategy !== undefined) query.andWhere('r.strategy = :strategy', { strategy });
    if (passing !== undefined) query.andWhere('r.passes = :passing', { passing });
    return (await query.getMany()).map(decode);
  },

  find: async (userId, runId) => decode(await rowOf(db.manager, { userId, runId })),

  async result(userId, runId) {
    const { state } = await rowOf(db.manager, { userId, runId });
    const row = await db.manager.findOneBy(ResultTable, { runId });
    if (!row) throw new AppError('conflict', `The run is ${state}: it has no result to show`);
    return z.decode(LabResult, row.result as z.input<typeof LabResult>);
  },

  cancel: (userId, runId, atMs) =>
    db.transaction(async (tx) => {
      const { state } = await rowOf(tx, { userId, runId }, true);
      if (state !== 'queued' && state !== 'running') throw new AppError('conflict', `The run is ${state} already`);
      await tx.update(RunTable, { runId }, { state: 'cancelled', finishedAtMs: atMs, claimedUntilMs: null });
      await tx.delete(CheckpointTable, { runId });
      return tell(tx, runId);
    }),
});

/** What a worker does with them. */
const workersRuns = (db: DataSource): Pick<RunRepository, 'claim' | 'advance' | 'end' | 'release'> => ({
  async claim(nowMs, untilMs) {
    await giveUp(db, nowMs);
    const [rows] = (await db.query(
      `UPDATE ml.backtests SET state = 'running', claimed_until = $2, attempts = attempts + 1
        WHERE run_id = (SELECT run_id FROM ml.backtests
                         WHERE state = 'queued' OR (state = 'running' AND claimed_until < $1)
                         ORDER BY run_id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING run_id`,
      [new Date(nowMs), new Date(untilMs)],
    )) as [Array<{ run_id: string }>, number];
    const runId = rows[0]?.run_id;
    return runId === undefined ? null : db.transaction((tx) => tell(tx, runId));
  },

  advance: (runId, progress, untilMs) =>
    db.transaction(async (tx) => {
      const { affected } = await tx.update(
        RunTable,
        { runId, state: 'running' as LabState },
        { progress, claimedUntilMs: untilMs },
      );
      if (affected) await tell(tx, runId);
      return affected === 1;
    }),

  end: (runId, end, atMs) =>
    db.transaction(async (tx) => {
      const { affected } = await tx.update(
        RunTable,
        { runId, state: 'running' as LabState },
        { ...outcomeOf(end), state: end.state, finishedAtMs: atMs, claimedUntilMs: null },
      );
      if (!affected) return; // cancelled meanwhile: the first end counts
      if (end.state === 'done')
        await tx.insert(ResultTable, { runId, result: z.encode(LabResult, end.result) } as never);
      await tx.delete(CheckpointTable, { runId });
      await tell(tx, runId);
    }),

  release: (runId) =>
    db.transaction(async (tx) => {
      const { affected } = await tx.update(
        RunTable,
        { runId, state: 'running' as LabState },
        { state: 'queued', claimedUntilMs: null, attempts: () => 'attempts - 1' },
      );
      if (affected) await tell(tx, runId);
    }),
});

/** The log from which the next worker goes on. */
const steps = (db: DataSource): Pick<RunRepository, 'steps' | 'appendStep'> => ({
  steps: async (runId) =>
    (await db.manager.find(CheckpointTable, { where: { runId }, order: { step: 'ASC' } })).map(
      ({ checkpoint }) => checkpoint,
    ),

  async appendStep(runId, step, checkpoint) {
    const added = (await db.query(
      `INSERT INTO ml.backtest_checkpoints (run_id, step, checkpoint) VALUES ($1, $2, $3::jsonb)
       ON CONFLICT DO NOTHING RETURNING step`,
      [runId, step, JSON.stringify(checkpoint)],
    )) as unknown[];
    if (added.length === 0) throw new AppError('conflict', `Another worker has taken run ${runId} further`);
  },
});

async function insertRun(tx: EntityManager, userId: string, order: LabOrder): Promise<LabRun> {
  const run: Omit<RunRow, 'createdAtMs'> = {
    runId: newId(),
    userId,
    kind: order.kind,
    state: 'queued',
    strategy: order.strategy,
    ordered: z.encode(LabOrder, order),
    progress: { done: 0, total: 0, stage: 'queued' },
    problem: null,
    figures: {},
    verdict: null,
    passes: null,
    attempts: 0,
    claimedUntilMs: null,
    finishedAtMs: null,
  };
  await tx.insert(RunTable, run as never);
  return tell(tx, run.runId);
}

/** What has ended as many workers as it may is failed, or it would end every worker there is. */
async function giveUp(db: DataSource, nowMs: number): Promise<void> {
  const problem = { code: 'worker-lost', message: `The run ended its worker ${ATTEMPTS_MAX} times` };
  await db.transaction(async (tx) => {
    const [rows] = (await tx.query(
      `UPDATE ml.backtests SET state = 'failed', problem = $2::jsonb, finished_at = $1, claimed_until = NULL
        WHERE state = 'running' AND claimed_until < $1 AND attempts >= $3 RETURNING run_id`,
      [new Date(nowMs), JSON.stringify(problem), ATTEMPTS_MAX],
    )) as [Array<{ run_id: string }>, number];
    for (const { run_id } of rows) await tell(tx, run_id);
  });
}

type Owned = { userId: string; runId: string };

async function rowOf(tx: EntityManager, owned: Owned, lock = false): Promise<RunRow> {
  const row = await tx.findOne(RunTable, {
    where: owned,
    ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
  if (!row) throw new AppError('not-found', `There is no run ${owned.runId} of yours`);
  return row;
}

/** Reads the run as it is now and tells of it in the same transaction. */
async function tell(tx: EntityManager, runId: string): Promise<LabRun> {
  const row = await tx.findOneByOrFail(RunTable, { runId });
  const run = decode(row);
  const { order: _order, ...changed } = run;
  await publish(tx, labRunChanged, { ...changed, userId: row.userId });
  return run;
}

function outcomeOf(end: RunEnd): Pick<Partial<RunRow>, 'problem' | 'figures' | 'verdict' | 'passes'> {
  if (end.state === 'failed') return { problem: end.problem };
  if (end.state === 'cancelled') return {};
  const { figures, verdict } = end.result;
  return { figures, verdict, passes: verdict?.passes ?? null };
}

function decode(row: RunRow): LabRun {
  const { runId, state, ordered, progress, problem, figures, verdict, createdAtMs, finishedAtMs } = row;
  const order = z.decode(LabOrder, ordered as z.input<typeof LabOrder>);
  return { runId, state, order, progress, problem, figures, verdict, createdAtMs, finishedAtMs };
}
