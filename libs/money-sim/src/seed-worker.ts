import { parentPort } from 'node:worker_threads';
import { findKill } from './find-kill.ts';
import { MUTANTS } from './mutants/index.ts';
import { runNaives, runSeeds, type SeedsSummary } from './summary.ts';

/** Work for a thread. */
export type Task =
  | { kind: 'seeds'; first: number; count: number }
  | { kind: 'naive'; first: number; count: number }
  | { kind: 'mutant'; id: string; first: number; budget: number };

/** What came of it. */
export type Done =
  | { kind: 'seeds'; summary: SeedsSummary }
  | { kind: 'naive'; seeds: number; failed: number }
  | { kind: 'mutant'; id: string; kill: { seed: number; oracle: string } | null };

/** Does one task. */
export function doTask(task: Task): Done {
  if (task.kind === 'seeds') return { kind: 'seeds', summary: runSeeds(task.first, task.count) };
  if (task.kind === 'naive') return { kind: 'naive', ...runNaives(task.first, task.count) };
  const mutant = MUTANTS.find(({ id }) => id === task.id);
  return { kind: 'mutant', id: task.id, kill: mutant ? findKill(mutant, task.first, task.budget) : null };
}

parentPort?.on('message', (task: Task) => parentPort?.postMessage(doTask(task)));
