import type { ModelCard } from '@orbiquant/contracts';
import { scoreForecast, type Sample, type Score } from '@orbiquant/signal';
import { baselineForecaster, scoredBy, type FittedBaseline, type Forecaster } from './fit-range.ts';

type HeldOut = ModelCard['heldOut'][number];
type Metric = { name: string; of: keyof Omit<Score, 'rows'>; unit: string; best: 'lowest' | 'highest' | 'nearest 0.8' };

const METRICS: readonly Metric[] = [
  { name: 'mean absolute error', of: 'meanAbsoluteError', unit: 'ln(high/low)', best: 'lowest' },
  { name: 'QLIKE', of: 'qlike', unit: 'loss, 0 is perfect', best: 'lowest' },
  { name: 'mean squared log error', of: 'meanSquaredLogError', unit: 'squared ln', best: 'lowest' },
  { name: 'R squared out of sample', of: 'rSquared', unit: 'share of variance', best: 'highest' },
  { name: 'coverage of the 80 % interval', of: 'coverage', unit: 'share of outcomes', best: 'nearest 0.8' },
];

/** Scores a model on rows it has not seen, each measure beside whichever simple forecast did best at that very measure there. */
export function evaluate(
  dataset: string,
  samples: readonly Sample[],
  { model, baselines }: { model: Forecaster; baselines: readonly FittedBaseline[] },
): HeldOut {
  const own = scoreForecast(scoredBy(model, samples));
  const others = baselines.map((fitted) => ({
    name: fitted.name,
    score: scoreForecast(scoredBy(baselineForecaster(fitted), samples)),
  }));
  const metrics = METRICS.map(({ name, of, unit, best }) => {
    const rival = others.reduce((a, b) => (badness(best, b.score[of]) < badness(best, a.score[of]) ? b : a));
    return {
      name: `${name} (baseline: ${rival.name})`,
      model: rounded(own[of]),
      baseline: rounded(rival.score[of]),
      unit,
    };
  });
  const isBetter = (at: number): boolean => metrics[at]!.model < metrics[at]!.baseline;
  return { dataset, rows: own.rows, metrics, beatsBaseline: [0, 1, 2].every(isBetter) };
}

const badness = (best: Metric['best'], value: number): number =>
  best === 'lowest' ? value : best === 'highest' ? -value : Math.abs(value - 0.8);

/** Six significant digits: what a reader can use. */
const rounded = (value: number): number => Number(value.toPrecision(6));
