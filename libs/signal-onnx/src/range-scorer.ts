import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError, invariant } from '@orbiquant/kernel';
import { FEATURE_NAMES } from '@orbiquant/signal';
import { INPUT, OUTPUT } from './range-graph.ts';
import { readModel, type ModelFiles } from './read-model.ts';

/** A forecast of ln(high / low): the mean, and the bounds of the 80 % interval. */
export type RangeForecast = { expected: number; low: number; high: number };

/** A model that is loaded, checked and warm. */
export type RangeScorer = Omit<ModelFiles, 'graph'> & {
  score(row: Float64Array): Promise<RangeForecast>;
  close(): Promise<void>;
};

const SESSION: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  // one small product per call: more threads would only wait for each other
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};

/** Loads the model of a folder and runs it once, so that the first caller does not pay for it. @throws AppError unprocessable */
export async function rangeScorer(folder: string): Promise<RangeScorer> {
  const { manifest, card, graph } = await readModel(folder);
  const session = await InferenceSession.create(graph, SESSION).catch((cause: unknown) => {
    throw new AppError('unprocessable', 'The model is refused: its graph cannot be run', { cause });
  });
  const score = async (row: Float64Array): Promise<RangeForecast> => {
    invariant(row.length === FEATURE_NAMES.length, 'a row has one value per feature');
    const answer = await session.run({ [INPUT]: new Tensor('float64', row, [1, row.length]) });
    const [expected = NaN, low = NaN, high = NaN] = (answer[OUTPUT]?.data ?? []) as Float64Array;
    if (![expected, low, high].every((value) => Number.isFinite(value) && value > 0))
      throw new AppError('unprocessable', 'The candles lie so far from what the model knows that it gives no figure');
    return { expected, low, high };
  };
  await session.run({
    [INPUT]: new Tensor('float64', new Float64Array(FEATURE_NAMES.length), [1, FEATURE_NAMES.length]),
  });
  return { manifest, card, score, close: () => session.release() };
}
