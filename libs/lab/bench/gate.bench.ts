import { seededRng, type Rng } from '@orbiquant/kernel';
import { sharpePerPeriod, type Bars, type ParameterSpec, type ParameterValues } from '@orbiquant/quant';
import { smaCross, strategies, trendFollowing, type TradingStrategy } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../src/engine/default-assumptions.ts';
import { edgePlan, NOISE_PLAN } from '../src/synthetic/noise-plan.ts';
import { regimeMarket, type MarketPlan } from '../src/synthetic/regime-market.ts';
import { evaluate } from '../src/trial/evaluate.ts';
import type { Problem } from '../src/trial/problem.ts';
import type { Trial } from '../src/trial/trial.ts';
import { judge } from '../src/trials/judge.ts';
import { recordOf, type TrialRecord } from '../src/trials/trial-record.ts';

/** How many strategies, on what time; the edge is tried on an eighth as many markets. */
export type GatePlan = {
  readonly strategies: number;
  readonly seed: string;
  readonly noiseBars?: number;
  readonly edgeBars?: number;
};

/** What the gate lets through. Shares are fractions of the strategies that were judged; Sharpe ratios are per year. */
export type GateFigures = {
  readonly strategies: number;
  /** Random strategies, each on noise of its own, each judged as if it were the only one ever tried. */
  readonly noisePassRate: number;
  /** The same when each is judged with all that were tried before it. */
  readonly noiseCountedPassRate: number;
  readonly edges: number;
  /** Strategies that can see a planted edge, judged alone. */
  readonly edgePassRate: number;
  /** The same after 1,000 worthless trials on the same days. */
  readonly edgeCountedPassRate: number;
  readonly edgeSharpeMean: number;
};

/** Growth per hour in a rising stretch and its mean length: a trend rule makes a Sharpe ratio of about 4 of it, after costs. */
const EDGE = { drift: 0.0005, bars: 720 } as const;
const FOUR_YEARS = 35_040;
const WORTHLESS = 1_000;
const ATTEMPTS = 50;

/** Random strategies on noise, and strategies that see an edge where there is one, all through the gate. */
export function benchGate({
  strategies: count,
  seed,
  noiseBars = NOISE_PLAN.bars,
  edgeBars = FOUR_YEARS,
}: GatePlan): GateFigures {
  const noise = Array.from({ length: count }, (_unused, k) => onNoise(seededRng(`${seed}/noise/${k}`), noiseBars));
  const records = noise.map(recordOf);
  const edges = Array.from({ length: Math.max(1, Math.round(count / 8)) }, (_unused, k) =>
    onEdge(seededRng(`${seed}/edge/${k}`), edgeBars),
  );
  return {
    strategies: count,
    noisePassRate: shareOf(noise, (trial, at) => passes(trial, [records[at]!])),
    noiseCountedPassRate: shareOf(noise, (trial, at) => passes(trial, records.slice(0, at + 1))),
    edges: edges.length,
    edgePassRate: shareOf(edges, (trial) => passes(trial, [recordOf(trial)])),
    edgeCountedPassRate: shareOf(edges, (trial) => passes(trial, [recordOf(trial), ...worthless(trial.days)])),
    edgeSharpeMean:
      edges.reduce((sum, { returns }) => sum + sharpePerPeriod(returns), 0) * (Math.sqrt(365) / edges.length),
  };
}

const shareOf = <T>(all: readonly T[], holds: (one: T, at: number) => boolean): number =>
  all.filter(holds).length / all.length;

function passes({ returns, statistics }: Trial, tried: readonly TrialRecord[]): boolean {
  const { trades = 0, totalReturn = NaN } = statistics ?? {};
  return judge({ returns, trades, totalReturn, tried, series: [] }).passes;
}

/** Trials that found nothing: their Sharpe ratios spread as chance alone spreads them. */
function worthless(days: number): TrialRecord[] {
  const rng = seededRng('worthless');
  return Array.from({ length: WORTHLESS }, (_unused, k) => ({
    parametersDigest: `worthless-${k}`,
    sharpePerDay: rng.normal() / Math.sqrt(days),
    days,
  }));
}

function onNoise(rng: Rng, bars: number): Trial {
  const strategy = strategies[rng.below(strategies.length)]!;
  return run({ ...NOISE_PLAN, bars }, rng, {
    strategy,
    parameters: randomParameters(strategy, strategy.parameters, rng),
  });
}

/** Trend rules of a length that suits stretches of a month. */
function onEdge(rng: Rng, bars: number): Trial {
  const strategy = rng.below(2) === 0 ? smaCross : trendFollowing;
  const parameters = { ...randomParameters(strategy, SEES[strategy.name]!, rng), share: 1 };
  return run({ ...edgePlan(EDGE.drift, EDGE.bars), bars }, rng, { strategy, parameters });
}

const whole = (min: number, max: number): ParameterSpec => ({ kind: 'integer', min, max, default: min });
const SEES: Readonly<Record<string, Readonly<Record<string, ParameterSpec>>>> = {
  'sma-cross': { fast: whole(12, 36), slow: whole(72, 168) },
  'trend-following': { entryBars: whole(36, 96), exitBars: whole(24, 72), trendBars: whole(50, 150) },
};

/** Uniform over the ranges; what does not go together is drawn again. */
function randomParameters(
  strategy: TradingStrategy,
  specs: Readonly<Record<string, ParameterSpec>>,
  rng: Rng,
): ParameterValues {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, valueIn(spec, rng)]));
    if ((strategy.conflicts?.(drawn) ?? []).length === 0) return drawn;
  }
  return {};
}

const valueIn = ({ kind, min, max }: ParameterSpec, rng: Rng): number =>
  kind === 'integer' ? min + rng.below(max - min + 1) : min + rng.next() * (max - min);

function run(
  plan: MarketPlan,
  rng: Rng,
  { strategy, parameters }: { strategy: TradingStrategy; parameters: ParameterValues },
): Trial {
  return evaluate(problemOn(strategy.name, regimeMarket(plan, rng).bars), parameters);
}

function problemOn(strategy: string, bars: Bars): Problem {
  const filters = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0.00001, notionalMin: 5 };
  return {
    strategy,
    instruments: [{ symbol: 'BTCUSDT', interval: '1h', bars, market: 'perpetual', filters }],
    assumptions: { ...DEFAULT_ASSUMPTIONS, closeAtEnd: true },
    seed: 'gate',
    codeVersion: 'bench',
    objectives: ['sharpe'],
    tradesMin: 1,
  };
}
