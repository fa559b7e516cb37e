import { seededRng } from '@orbiquant/kernel';
import type { ParameterValues } from '@orbiquant/quant';
import { openMarket } from '../engine/open-market.ts';
import type { Assumptions } from '../engine/request.ts';
import type { Task } from '../jobs/evaluate-tasks.ts';
import { strategyOf, type Problem } from '../trial/problem.ts';
import { cutInstruments } from '../walk-forward/cut-instruments.ts';
import { warmUpBars } from '../walk-forward/warm-up-bars.ts';
import { nearbySets, shakenSets } from './nearby-sets.ts';
import { noisyBars } from './noisy-bars.ts';
import type { StressCode } from './stress-codes.ts';

/** A stress: what is changed, and the runs that show what comes of it. Tasks are made when their turn comes. */
export type Stress = {
  readonly code: StressCode;
  /** What was changed, for the sentence. */
  readonly params: Readonly<Record<string, number | string>>;
  readonly tasks: ReadonlyArray<() => Task>;
};

/** Noise on a price as a share of the logarithmic range of its bar. */
export const NOISE_LEVEL = 0.1;
export const COST_TIMES = [1, 2, 3] as const;
export const LATENCY_BARS = [1, 2, 5] as const;
const PERIODS = [2, 3] as const;
const SHAKEN_SETS = 20;
const NOISE_PASTS = 20;
const NOISE_PASTS_MIN = 5;
/** Bars of all noisy pasts together, about. */
const BARS_BUDGET = 10_000_000;

/** All stresses of a run, in the order in which they are shown. */
export function stressPlan(problem: Problem, parameters: ParameterValues): Stress[] {
  const task = { problem, parameters };
  return [
    ...parameterStresses(task),
    noiseStress(task),
    ...costStresses(task),
    ...latencyStresses(task),
    ...periodStresses(task),
    ...instrumentStresses(task),
  ];
}

function parameterStresses({ problem, parameters }: Task): Stress[] {
  const strategy = strategyOf(problem);
  const tasksOf = (sets: readonly ParameterValues[]) => sets.map((set) => () => ({ problem, parameters: set }));
  const alone = Object.keys(strategy.parameters).map((name): Stress => {
    const sets = nearbySets(strategy, parameters, name);
    return { code: 'parameter', params: { name, value: parameters[name]! }, tasks: tasksOf(sets) };
  });
  const rng = seededRng(`${problem.seed}/parameters`);
  const shaken = shakenSets(strategy, parameters, { rng, count: SHAKEN_SETS });
  return [...alone, { code: 'parameters' as const, params: {}, tasks: tasksOf(shaken) }].filter(
    ({ tasks }) => tasks.length > 0,
  );
}

function noiseStress(task: Task): Stress {
  const { instruments, seed } = task.problem;
  const bars = instruments.reduce((sum, one) => sum + one.bars.close.length, 0);
  const pasts = Math.max(NOISE_PASTS_MIN, Math.min(NOISE_PASTS, Math.floor(BARS_BUDGET / bars)));
  const tasks = Array.from({ length: pasts }, (_unused, past) => () => {
    const noisy = instruments.map((one) => {
      const rng = seededRng(`${seed}/noise/${past}/${one.symbol}`);
      return { ...one, bars: noisyBars(one.bars, NOISE_LEVEL, rng) };
    });
    return { ...task, problem: { ...task.problem, instruments: noisy } };
  });
  return { code: 'noise', params: { level: NOISE_LEVEL }, tasks };
}

const assuming = (task: Task, assumptions: Partial<Assumptions>): Task => ({
  ...task,
  problem: { ...task.problem, assumptions: { ...task.problem.assumptions, ...assumptions } },
});

const costStresses = (task: Task): Stress[] =>
  COST_TIMES.map((times) => ({ code: 'costs', params: { times }, tasks: [() => assuming(task, dearer(task, times))] }));

/** Fees and slippage so many times; a rebate does not grow with them. */
function dearer({ problem: { assumptions } }: Task, times: number): Partial<Assumptions> {
  const { makerFeeBps, takerFeeBps, slippage } = assumptions;
  return {
    makerFeeBps: makerFeeBps > 0 ? makerFeeBps * times : makerFeeBps,
    takerFeeBps: takerFeeBps * times,
    slippage: dearerSlippage(slippage, times),
  };
}

function dearerSlippage(model: Assumptions['slippage'], times: number): Assumptions['slippage'] {
  switch (model.kind) {
    case 'none':
      return model;
    case 'bps':
      return { ...model, bps: model.bps * times };
    case 'range-share':
      return { ...model, share: model.share * times };
    case 'square-root-impact':
      return { ...model, coefficient: model.coefficient * times };
  }
}

const latencyStresses = (task: Task): Stress[] =>
  LATENCY_BARS.map((bars) => ({
    code: 'latency',
    params: { bars },
    tasks: [() => assuming(task, { latencyBars: task.problem.assumptions.latencyBars + bars })],
  }));

/** The halves and the thirds of the time, each with the bars before it to read. */
function periodStresses(task: Task): Stress[] {
  const { timeMs } = openMarket(task.problem.instruments);
  const warmUp = warmUpBars(strategyOf(task.problem), task.parameters, task.problem.instruments[0]!.interval);
  const edge = (part: number, of: number): number => Math.floor((part * timeMs.length) / of);
  return PERIODS.flatMap((of) =>
    Array.from({ length: of }, (_unused, part): Stress => {
      const [from, to] = [edge(part, of), edge(part + 1, of)];
      const span = { fromMs: timeMs[Math.max(0, from - warmUp)]!, toMs: timeMs[to] ?? Infinity };
      const params = { part: part + 1, of, fromMs: timeMs[from]!, toMs: timeMs[to - 1]! };
      const problem = {
        ...task.problem,
        instruments: cutInstruments(task.problem.instruments, span),
        tradeFromMs: timeMs[from]!,
      };
      return { code: 'period', params, tasks: [() => ({ ...task, problem })] };
    }),
  );
}

function instrumentStresses(task: Task): Stress[] {
  const { instruments } = task.problem;
  if (instruments.length < 2) return [];
  return instruments.map((one) => ({
    code: 'instrument',
    params: { symbol: one.symbol },
    tasks: [() => ({ ...task, problem: { ...task.problem, instruments: [one] } })],
  }));
}
