import { checkParameters } from '../src/indicator/check-parameters.ts';
import { indicatorNamed } from '../src/indicator/registry.ts';
import { benchColumns } from './bench-columns.ts';
import { peersOf } from './peers.ts';

/** One indicator beside its peers: median milliseconds over all bars, and how many times the fastest peer takes. */
export type IndicatorBenchRow = {
  readonly indicator: string;
  readonly oursMs: number;
  readonly peersMs: Readonly<Record<string, number>>;
  /** Fastest peer over ours: above 1, ours is faster. */
  readonly ratio: number;
};

/** A peer that needs longer than this for one run is measured once. */
const SLOW_MS = 400;
/** Each runs until the compiler has settled, but no longer than this. */
const WARM_UP_MS = 250;
const WARM_UP_RUNS = 300;

/**
 * Times every indicator that a peer library has too, with our defaults, on one random walk.
 *
 * @param options  `bars` per run, `rounds` whose median counts (after a warm-up), `only` some indicators by name.
 */
export function benchIndicators(options: {
  bars: number;
  rounds: number;
  only?: readonly string[];
}): IndicatorBenchRow[] {
  const columns = benchColumns(options.bars);
  const inputs = { ...columns.bars, source: columns.bars.close };
  return Object.entries(peersOf(columns))
    .filter(([name]) => options.only?.includes(name) ?? true)
    .map(([name, peers]) => {
      const indicator = indicatorNamed(name);
      const parameters = checkParameters(indicator.parameters, {});
      const oursMs = medianMs(() => indicator.batch(inputs, parameters), options.rounds);
      const peersMs = Object.fromEntries(peers.map(({ library, run }) => [library, medianMs(run, options.rounds)]));
      return { indicator: name, oursMs, peersMs, ratio: Math.min(...Object.values(peersMs)) / oursMs };
    });
}

function medianMs(run: () => unknown, rounds: number): number {
  const first = onceMs(run);
  if (first > SLOW_MS) return first;
  for (let spentMs = 0, k = 0; spentMs < WARM_UP_MS && k < WARM_UP_RUNS; k++) spentMs += onceMs(run);
  const times = Array.from({ length: rounds }, () => onceMs(run)).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)]!;
}

function onceMs(run: () => unknown): number {
  const startedMs = performance.now();
  run();
  return performance.now() - startedMs;
}
