import { invariant } from '@orbiquant/kernel';
import { nelderMead } from './nelder-mead.ts';

/** A generalised Pareto tail and what it says: losses and thresholds are POSITIVE fractions here. */
export type ParetoTail = {
  /** Losses at or above this were fitted. */
  threshold: number;
  scale: number;
  /** Above zero for a fat tail. */
  shape: number;
  /** Loss that is exceeded with the probability asked for. */
  valueAtRisk: number;
  /** Mean loss beyond it. */
  expectedShortfall: number;
};

const THRESHOLD_START = 0.2;
const THRESHOLD_MIN = 1e-9;
const NO_TAIL: ParetoTail = { threshold: 0, scale: 0, shape: 0, valueAtRisk: 0, expectedShortfall: 0 };

/**
 * Extreme-value VaR and expected shortfall: a fat tail fitted to the worst losses speaks about losses not yet seen.
 *
 * Halves a threshold from 20 % until the losses at or above it give a fit with a positive shape. The fit is to the losses
 * themselves, not to their excess over the threshold, and the chance is per LOSING period (as empyrical does, whose vectors
 * it meets); both overstate the tail. `peaksOverThreshold` is the textbook estimate.
 *
 * @param probability  Chance per losing period, in (0, 1); default 0.01.
 * @returns            Positive losses as fractions; all zero when no threshold gives a fat tail (few or no losses).
 * @throws             Invariant, when the probability is outside (0, 1).
 * @see                M. Gilli, E. Kellezi, "An Application of Extreme Value Theory for Measuring Financial Risk", 2006.
 */
export function paretoRiskEstimates(returns: Float64Array, probability = 0.01): ParetoTail {
  invariant(probability > 0 && probability < 1, 'a probability lies strictly between 0 and 1');
  if (returns.length < 3) return NO_TAIL;
  const losses = returns.map((value) => -value).filter((value) => value > 0);
  for (let threshold = THRESHOLD_START; threshold > THRESHOLD_MIN; threshold /= 2) {
    const tail = fatTailBeyond(losses, threshold, probability);
    if (tail) return tail;
  }
  return NO_TAIL;
}

/** The tail at or above a threshold, null when it is not fat or says that nothing is lost. */
function fatTailBeyond(losses: Float64Array, threshold: number, probability: number): ParetoTail | null {
  const beyond = losses.filter((value) => value >= threshold);
  const fit = fitPareto(beyond);
  if (!fit || !(fit.shape > 0)) return null;
  const tail = tailOf({ ...fit, threshold, probability, share: beyond.length / losses.length });
  return tail.valueAtRisk > 0 ? tail : null;
}

/**
 * Peaks over threshold: extreme-value VaR and expected shortfall from the excess of losses over a high threshold.
 *
 * @param options  `threshold` is a positive loss (0.03 = 3 %), usually the 90th to 95th percentile of losses; `probability` in (0, 1)
 *                 and below the share of losses beyond the threshold.
 * @returns        Positive losses as fractions; null when no loss lies beyond the threshold or the fit does not converge;
 *                 the shortfall is Infinity for a shape of 1 or more.
 * @throws         Invariant, for a threshold <= 0 or a probability outside (0, 1).
 * @see            A. McNeil, R. Frey, P. Embrechts, "Quantitative Risk Management", revised ed., 2015, section 5.2.
 */
export function peaksOverThreshold(
  returns: Float64Array,
  { threshold, probability }: { threshold: number; probability: number },
): ParetoTail | null {
  invariant(threshold > 0, 'a loss threshold is above zero');
  invariant(probability > 0 && probability < 1, 'a probability lies strictly between 0 and 1');
  const beyond = returns.map((value) => -value - threshold).filter((value) => value > 0);
  const total = returns.filter((value) => !Number.isNaN(value)).length;
  const spread = beyond.reduce((sum, value) => sum + value, 0) / beyond.length;
  const fit = fitPareto(beyond.map((value) => value / spread));
  if (!fit) return null;
  return tailOf({ shape: fit.shape, scale: fit.scale * spread, threshold, probability, share: beyond.length / total });
}

type Fit = { scale: number; shape: number };

function tailOf(tail: Fit & { threshold: number; probability: number; share: number }): ParetoTail {
  const { scale, shape, threshold, probability, share } = tail;
  const valueAtRisk = threshold + (scale / shape) * ((probability / share) ** -shape - 1);
  const expectedShortfall = shape < 1 ? (valueAtRisk + scale - shape * threshold) / (1 - shape) : Infinity;
  return { threshold, scale, shape, valueAtRisk, expectedShortfall };
}

/** Maximum likelihood over scale > 0 and shape >= 0; null without losses or convergence. */
function fitPareto(losses: Float64Array): Fit | null {
  if (losses.length === 0) return null;
  const { point, converged } = nelderMead((at) => -logLikelihood(losses, at), Float64Array.of(1, 1));
  return converged ? { scale: point[0]!, shape: point[1]! } : null;
}

function logLikelihood(losses: Float64Array, [scale = 0, shape = 0]: Float64Array): number {
  if (scale <= 0 || shape < 0) return -Number.MAX_VALUE;
  const sum = (of: (loss: number) => number): number => losses.reduce((total, loss) => total + of(loss), 0);
  const spread = -losses.length * Math.log(scale);
  if (shape === 0) return spread - sum((loss) => loss) / scale;
  return spread - (1 / shape + 1) * sum((loss) => Math.log((shape / scale) * loss + 1));
}
