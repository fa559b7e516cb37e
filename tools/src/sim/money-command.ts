import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  emptySummary,
  joinSummaries,
  MUTANTS,
  runSeed,
  runTasks,
  shrinkSeed,
  type Done,
  type SeedsSummary,
  type Task,
} from '@orbiquant/money-sim';

const REGRESSIONS = new URL('../../../libs/money-sim/regressions/', import.meta.url);
const CHUNK = 250;
const NAIVE_SEEDS = 2_000;
const SHRUNK_MAX = 3;

type Options = { seeds: number; first: number; workers: number; mutants: boolean; budget: number; json: boolean };

/**
 * `money --seeds N --first S [--workers W] [--mutants] [--mutant-budget B] [--json]`: runs worlds of the money simulation,
 * the naive job in the same worlds, and the seeded defects. Ends with 1 when anything was violated, the naive job got by,
 * or a defect lives.
 */
export async function moneyCommand(args: string[], write: (line: string) => void): Promise<number> {
  const options = readOptions(args);
  const startedMs = performance.now();
  const again = replayRegressions();
  const seeds = await runAll(options);
  const naive = await runNaive(options);
  const mutants = options.mutants ? await runMutants(options) : [];
  const regressions = seeds.violations.length > 0 ? keep(seeds) : [];
  const result = {
    seeds: seeds.seeds,
    first: options.first,
    steps: seeds.steps,
    lostMinor: seeds.lostMinor,
    duplicateEffects: seeds.duplicateEffects,
    stuckSagas: seeds.stuckSagas,
    violations: [...again, ...seeds.violations],
    traceHash: seeds.traceHash,
    seconds: Math.round((performance.now() - startedMs) / 100) / 10,
    workers: options.workers,
    naive,
    mutants,
    regressions,
  };
  write(options.json ? JSON.stringify(result) : inWords(result));
  const living = mutants.some(({ firstSeed, equivalent }) => firstSeed === null && !equivalent);
  return result.violations.length > 0 || naive.failed === 0 || living ? 1 : 0;
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '1000' },
      first: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      mutants: { type: 'boolean', default: false },
      'mutant-budget': { type: 'string', default: '3000' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    seeds: whole('seeds', values.seeds),
    first: whole('first', values.first),
    workers: whole('workers', values.workers),
    mutants: values.mutants,
    budget: whole('mutant-budget', values['mutant-budget']),
    json: values.json,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number above zero, not ${text}`);
  return value;
}

type Regression = { seed: number; dropped?: number[]; note?: string };

/** Worlds that failed once: run first, with and without the actions that were left out. */
function replayRegressions(): SeedsSummary['violations'] {
  return readdirSync(REGRESSIONS)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, REGRESSIONS), 'utf8')) as Regression)
    .flatMap(({ seed, dropped = [] }) =>
      [runSeed(seed), runSeed(seed, { dropped: new Set(dropped) })].flatMap(({ violations }) =>
        violations.map((violation) => ({ seed, ...violation })),
      ),
    );
}

async function runAll({ seeds, first, workers }: Options): Promise<SeedsSummary> {
  const tasks: Task[] = [];
  for (let from = 0; from < seeds; from += CHUNK) {
    tasks.push({ kind: 'seeds', first: first + from, count: Math.min(CHUNK, seeds - from) });
  }
  const done = await runTasks(tasks, workers);
  return done.flatMap((each) => (each.kind === 'seeds' ? [each.summary] : [])).reduce(joinSummaries, emptySummary());
}

async function runNaive({ seeds, first }: Options): Promise<{ seeds: number; failed: number; share: number }> {
  const count = Math.min(seeds, NAIVE_SEEDS);
  const [done] = await runTasks([{ kind: 'naive', first, count }], 1);
  const failed = done?.kind === 'naive' ? done.failed : 0;
  return { seeds: count, failed, share: Math.round((failed / count) * 10_000) / 10_000 };
}

type Fate = {
  id: string;
  row: string;
  breaks: string;
  firstSeed: number | null;
  oracle: string | null;
  equivalent?: string;
};

async function runMutants({ first, workers, budget }: Options): Promise<Fate[]> {
  const tasks = MUTANTS.map(({ id }): Task => ({ kind: 'mutant', id, first, budget }));
  const done = await runTasks(tasks, workers);
  return MUTANTS.map(({ id, row, breaks, equivalent }, at) => {
    const kill = killOf(done[at]);
    const fate = { id, row, breaks, firstSeed: kill?.seed ?? null, oracle: kill?.oracle ?? null };
    return equivalent === undefined ? fate : { ...fate, equivalent };
  });
}

const killOf = (done: Done | undefined): { seed: number; oracle: string } | null =>
  done?.kind === 'mutant' ? done.kill : null;

/** Failing worlds, made small, are kept for every later run. */
function keep({ violations }: SeedsSummary): string[] {
  const seeds = [...new Set(violations.map(({ seed }) => seed))].slice(0, SHRUNK_MAX);
  return seeds.flatMap((seed) => {
    const shrunk = shrinkSeed(seed);
    if (!shrunk) return [];
    const name = `seed-${seed}.json`;
    writeFileSync(new URL(name, REGRESSIONS), `${JSON.stringify(shrunk, null, 2)}\n`);
    return [name];
  });
}

type Result = SeedsSummary & { seconds: number; naive: { seeds: number; failed: number }; mutants: readonly Fate[] };

function inWords({ seeds, steps, seconds, violations, traceHash, naive, mutants, ...counts }: Result): string {
  const fates = mutants.map(({ id, row, firstSeed, equivalent }) => {
    const fate = firstSeed === null ? (equivalent ? 'equivalent' : 'LIVES') : `found by seed ${firstSeed}`;
    return `  ${row.padEnd(4)} ${id.padEnd(26)} ${fate}`;
  });
  return [
    `${seeds} worlds, ${steps} steps in ${seconds} s; trace ${traceHash}`,
    `lost ${counts.lostMinor} minor units, ${counts.duplicateEffects} effects doubled, ${counts.stuckSagas} things stuck`,
    ...violations.map(({ seed, oracle, detail }) => `  seed ${seed}: ${oracle} ${detail}`),
    `the naive job fails in ${naive.failed} of ${naive.seeds} worlds`,
    ...fates,
  ].join('\n');
}
