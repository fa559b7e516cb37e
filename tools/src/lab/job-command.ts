import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { LabOrder, type LabKind } from '@orbiquant/contracts';
import { checkOrder, RULES, runJob, type CheckpointLog, type LabInstrument } from '@orbiquant/lab';
import { evaluationPool } from '@orbiquant/lab-workers';
import { codeVersion } from '@orbiquant/platform-config';
import { jsonOption, labArguments, numberOption, textOption, type LabArguments } from './lab-arguments.ts';
import { jsonOut } from './json-out.ts';
import { assumptionsOption, instrumentsOption, RUN_OPTIONS, rulesOption, wordOption } from './run-options.ts';
import { UsageError } from './usage-error.ts';

const JOB_OPTIONS = {
  ...RUN_OPTIONS,
  ranges: { type: 'string' },
  method: { type: 'string' },
  objective: { type: 'string', multiple: true },
  'trials-max': { type: 'string' },
  'trades-min': { type: 'string' },
  'train-bars': { type: 'string' },
  'test-bars': { type: 'string' },
  'embargo-bars': { type: 'string' },
  windows: { type: 'string' },
  paths: { type: 'string' },
  workers: { type: 'string' },
  checkpoint: { type: 'string' },
} as const;

/** `optimize`, `walk-forward`, `montecarlo`, `robustness`: a job of the lab over candle files, as the service runs it. */
export const jobCommand =
  (kind: LabKind) =>
  async (args: string[], write: (line: string) => void): Promise<number> => {
    const given = labArguments(args, JOB_OPTIONS);
    const instruments = named(instrumentsOption(given));
    const order = orderOf(kind, given, instruments);
    checkOrder(order);
    const pool = evaluationPool(numberOption(given, 'workers', availableParallelism()));
    try {
      const { result } = await runJob(
        order,
        { instruments, codeVersion: codeVersion(), trialsBefore: [] },
        {
          evaluateBatch: (problem, sets) => pool.evaluateBatch(problem, sets),
          progress: ({ stage, done, total }) => tell(`${stage} ${done} of ${total}`),
          checkpoint: fileLog(textOption(given, 'checkpoint')),
          signal: new AbortController().signal,
        },
      );
      write(jsonOut({ kind, ...result }));
      return 0;
    } finally {
      await pool.close();
    }
  };

/** Progress goes to a terminal only: what reads the JSON does not want it. */
function tell(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}   `);
}

/** Names that an order takes: capitals and digits. */
const named = (instruments: readonly LabInstrument[]): LabInstrument[] =>
  instruments.map((one) => ({
    ...one,
    symbol: one.symbol
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '')
      .slice(0, 20),
  }));

function orderOf(kind: LabKind, given: LabArguments, instruments: readonly LabInstrument[]): LabOrder {
  const { cash, makerFeeBps, takerFeeBps, slippage, latencyBars, limitFill, participationMax } =
    assumptionsOption(given);
  const market = instruments[0]!.market;
  const times = instruments.flatMap(({ bars }) => [bars.openTimeMs[0]!, bars.openTimeMs.at(-1)! + 1]);
  return parsed({
    kind,
    strategy: textOption(given, 'strategy') ?? RULES,
    ...rulesOption(given),
    parameters: jsonOption(given, 'params'),
    symbols: instruments.map(({ symbol }) => symbol),
    interval: instruments[0]!.interval,
    fromMs: Math.min(...times),
    toMs: Math.max(...times),
    assumptions: {
      cash,
      makerFeeBps,
      takerFeeBps,
      slippageBps: slippage.kind === 'bps' ? slippage.bps : 0,
      latencyBars,
      limitFill,
      participationMax: Math.min(1, participationMax),
      market,
      allowShort: market === 'perpetual',
      leverageMax: instruments[0]!.leverageMax ?? 1,
    },
    ...searchPart(kind, given),
    ...windowsPart(kind, given),
    paths: numberOption(given, 'paths', 1_000),
    seed: textOption(given, 'seed') ?? 'cli',
  });
}

function searchPart(kind: LabKind, given: LabArguments): object {
  if (kind !== 'optimise' && kind !== 'walk-forward') return {};
  const objectives = given.values['objective'];
  return {
    search: {
      method: wordOption(given, 'method', ['grid', 'random', 'genetic']),
      ranges: jsonOption(given, 'ranges'),
      ...(Array.isArray(objectives) ? { objectives } : {}),
      trialsMax: numberOption(given, 'trials-max', 1_000),
      tradesMin: numberOption(given, 'trades-min', 10),
    },
  };
}

function windowsPart(kind: LabKind, given: LabArguments): object {
  if (kind !== 'walk-forward') return {};
  return {
    windows: {
      mode: wordOption(given, 'windows', ['rolling', 'anchored']),
      trainBars: numberOption(given, 'train-bars', 2_000),
      testBars: numberOption(given, 'test-bars', 500),
      embargoBars: numberOption(given, 'embargo-bars', 0),
    },
  };
}

function parsed(order: unknown): LabOrder {
  const read = LabOrder.safeParse(order);
  if (read.success) return read.data;
  throw new UsageError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

/** A file of steps, one in a line: a killed job that is started again with it goes on. A step cut in half is left out. */
function fileLog(path: string | undefined): CheckpointLog {
  if (!path) return { load: async () => [], append: async () => undefined };
  return {
    load: async () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(stepIn) : []),
    append: async (step) => appendFileSync(path, `${JSON.stringify(step)}\n`),
  };
}

function stepIn(line: string): unknown[] {
  try {
    return [JSON.parse(line) as unknown];
  } catch {
    return [];
  }
}
