import { invariant } from '@orbiquant/kernel';

/** What a combinatorially symmetric cross-validation of a search found. */
export type BacktestOverfitting = {
  /** Share of splits in which the in-sample winner ends in the lower half out of sample, in [0, 1]. */
  probability: number;
  /** Logit of the winner's relative rank out of sample, one per split; below zero is overfit. */
  logits: Float64Array;
  /** Share of splits in which the winner loses money out of sample, in [0, 1]. */
  lossProbability: number;
  /** Slope of the winner's ratio out of sample on its ratio in sample; negative means the better, the worse later. */
  degradationSlope: number;
};

/** Sums and sums of squares of each trial in each block: all that a Sharpe ratio of any union of blocks needs. */
type Blocks = { sums: Float64Array[]; squares: Float64Array[]; lengths: Float64Array };

/**
 * Probability of backtest overfitting: how often the best strategy of a search is no better than the median afterwards.
 *
 * Cuts time into `blocks` parts, trains on each half of them and tests on the other half.
 *
 * @param trials  One column of returns per trial, all of one length, no NaN; at least two trials.
 * @param options `blocks`: an even number from 2 to 20, at most half the number of returns; default 16 (12,870 splits).
 * @returns       See the fields. A trial without variance has a ratio of zero in that part.
 * @throws        Invariant, when inputs are outside these ranges.
 * @see           D. Bailey, J. Borwein, M. Lopez de Prado, Q. Zhu, "The Probability of Backtest Overfitting", Journal of
 *                Computational Finance 20(4), 2017.
 */
export function backtestOverfitting(
  trials: readonly Float64Array[],
  { blocks = 16 }: { blocks?: number } = {},
): BacktestOverfitting {
  const cut = blocksOf(trials, checkedBlocks(trials, blocks));
  const logits: number[] = [];
  const trained: number[] = [];
  const tested: number[] = [];
  for (const mask of halves(blocks)) {
    const inSample = sharpes(cut, mask);
    const outOfSample = sharpes(cut, ~mask & (2 ** blocks - 1));
    const winner = inSample.reduce((top, value, at) => (value > inSample[top]! ? at : top), 0);
    logits.push(logitOfRank(outOfSample, winner));
    trained.push(inSample[winner]!);
    tested.push(outOfSample[winner]!);
  }
  const share = (of: number[], holds: (value: number) => boolean): number => of.filter(holds).length / of.length;
  return {
    probability: share(logits, (logit) => logit <= 0),
    logits: Float64Array.from(logits),
    lossProbability: share(tested, (ratio) => ratio < 0),
    degradationSlope: slopeOf(trained, tested),
  };
}

function checkedBlocks(trials: readonly Float64Array[], blocks: number): number {
  const count = trials[0]?.length ?? 0;
  invariant(trials.length >= 2, 'overfitting needs at least two trials');
  invariant(Number.isInteger(blocks / 2) && blocks >= 2 && blocks <= 20, 'blocks are an even number from 2 to 20');
  invariant(count >= 2 * blocks, 'each block holds at least two returns');
  invariant(
    trials.every((column) => column.length === count && column.every(Number.isFinite)),
    'trials have one length and finite returns',
  );
  return blocks;
}

function blocksOf(trials: readonly Float64Array[], blocks: number): Blocks {
  const count = trials[0]!.length;
  const edge = (block: number): number => Math.floor((block * count) / blocks);
  const each = (of: (part: Float64Array) => number, block: number): Float64Array =>
    Float64Array.from(trials, (column) => of(column.subarray(edge(block), edge(block + 1))));
  const numbered = Array.from({ length: blocks }, (_, block) => block);
  return {
    sums: numbered.map((block) => each((part) => part.reduce((sum, value) => sum + value, 0), block)),
    squares: numbered.map((block) => each((part) => part.reduce((sum, value) => sum + value * value, 0), block)),
    lengths: Float64Array.from(numbered, (block) => edge(block + 1) - edge(block)),
  };
}

/** Every choice of half of the blocks, as bits. @see Gosper's hack, HAKMEM item 175, 1972. */
function* halves(blocks: number): Generator<number> {
  let mask = 2 ** (blocks / 2) - 1;
  while (mask < 2 ** blocks) {
    yield mask;
    const lowest = mask & -mask;
    const ripple = mask + lowest;
    mask = (((ripple ^ mask) / lowest) >>> 2) | ripple;
  }
}

/** Sharpe ratio per observation of each trial over the chosen blocks. */
function sharpes({ sums, squares, lengths }: Blocks, mask: number): Float64Array {
  const chosen = Array.from(lengths.keys()).filter((block) => (mask >> block) & 1);
  const ratios = new Float64Array(sums[0]!.length);
  const count = chosen.reduce((total, block) => total + lengths[block]!, 0);
  for (let trial = 0; trial < ratios.length; trial++) {
    let sum = 0;
    let square = 0;
    for (const block of chosen) {
      sum += sums[block]![trial]!;
      square += squares[block]![trial]!;
    }
    const spread = square / count - (sum / count) ** 2;
    // Sums of squares carry rounding noise; below it there is no variance.
    ratios[trial] = spread > (square / count) * 1e-12 ? sum / count / Math.sqrt(spread) : 0;
  }
  return ratios;
}

/** Logit of (rank of the winner) / (trials + 1), ties counted half. */
function logitOfRank(ratios: Float64Array, winner: number): number {
  let rank = 0.5;
  for (const ratio of ratios) {
    if (ratio < ratios[winner]!) rank += 1;
    else if (ratio === ratios[winner]!) rank += 0.5;
  }
  const relative = rank / (ratios.length + 1);
  return Math.log(relative / (1 - relative));
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const together = x.reduce((sum, value, at) => sum + (value - xMean) * (y[at]! - yMean), 0);
  return together / x.reduce((sum, value) => sum + (value - xMean) ** 2, 0);
}
