import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rangeGraph, writeModel, type TrainedModel } from '@orbiquant/signal-onnx';
import {
  FEATURE_NAMES,
  HORIZON_BARS,
  predictLinear,
  samplesOf,
  walkForward,
  type Sample,
  type Taking,
} from '@orbiquant/signal';
import { evaluate } from './evaluate.ts';
import {
  bestBaseline,
  columnsOf,
  fitBaselines,
  fitRange,
  PENALTY,
  type Forecaster,
  type FittedRange,
} from './fit-range.ts';
import { readSeries } from './read-series.ts';
import { COLLAPSED, FINAL, LEARNT, UNSEEN, type Origin } from './universe.ts';

const HOUR_MS = 3_600_000;
/** Nothing decided after it is learnt from. */
export const CUTOFF_MS = Date.UTC(2023, 6, 1);
/** A feature looks back 169 bars: after so many, no bar lies on both sides of a boundary. */
const EMBARGO_BARS = 180;
const REACH = { purgeMs: HORIZON_BARS * HOUR_MS, embargoMs: EMBARGO_BARS * HOUR_MS };
const BOUNDARIES = [Date.UTC(2021, 9, 1), Date.UTC(2022, 3, 1), Date.UTC(2022, 9, 1), Date.UTC(2023, 2, 1), CUTOFF_MS];
/** Neighbouring hours tell nearly the same: every fifth is learnt from, which still meets every hour of the day. */
const STRIDE = 5;

const BEFORE: Taking = { fromMs: 0, toMs: CUTOFF_MS - REACH.purgeMs, stride: STRIDE };
const AFTER: Taking = { fromMs: CUTOFF_MS + REACH.embargoMs, toMs: Infinity, stride: 1 };
const ALWAYS: Taking = { fromMs: 0, toMs: Infinity, stride: 1 };

type Universe = ReadonlyArray<{ origin: Origin; assets: readonly string[] }>;
type Taken = { dataset: string; samples: Sample[] };

/** Learns the range model from a folder of candle files. Deterministic: the same files give the same bytes. */
export async function train(dataFolder: string): Promise<TrainedModel> {
  const learnt = await take(dataFolder, LEARNT, BEFORE);
  const samples = learnt.flatMap((taken) => taken.samples);
  const fitted = fitRange(samples, walkForward(BOUNDARIES, REACH));
  const baselines = fitBaselines(samples);
  const judge = async (name: string, universe: Universe, taking: Taking) =>
    evaluate(
      name,
      (await take(dataFolder, universe, taking)).flatMap((taken) => taken.samples),
      {
        model: forecaster(fitted),
        baselines,
      },
    );
  const heldOut = [
    await judge('known instruments, 2023-07 to 2024-06', LEARNT, AFTER),
    await judge('unseen instruments, 2020-10 to 2024-06', UNSEEN, ALWAYS),
    await judge('unseen instruments, 2023-07 to 2024-06', UNSEEN, AFTER),
    await judge('collapsed instruments (LUNA, WAVES), 2021-04 to 2023-12', COLLAPSED, ALWAYS),
    await judge('BTC ETH SOL spot, first quarter of 2025', FINAL, ALWAYS),
  ];
  const baseline = bestBaseline(baselines, samples);
  return {
    graph: rangeGraph(columnsOf(fitted)),
    manifest: { interval: '1h', horizonBars: HORIZON_BARS, baseline: { name: baseline.name, scale: baseline.scale } },
    card: {
      modelId: 'range-har',
      status: heldOut.every(({ beatsBaseline }) => beatsBaseline) ? 'active' : 'shadow',
      purpose: 'How far price will range, ln(high/low), over the next 12 hours',
      algorithm: `Heterogeneous autoregression (Corsi 2009) on log ranges, ridge ${PENALTY}, smearing (Duan 1983), walk-forward intervals`,
      trainedOn: learnt.map(trainingSet),
      heldOut,
      features: [...FEATURE_NAMES],
      limits: [
        'Hourly candles only; needs 169 of them without a gap.',
        'Says how far price may go, not in which direction.',
        'Learnt from large instruments quoted in USDT on one exchange; elsewhere it is untested.',
        'The interval was calibrated on 2021 to 2023; its measured coverage stands with each held-out set.',
        '"Beats the baseline" means a lower mean absolute error, QLIKE and squared log error than the best baseline at each; on the collapsed instruments squared errors in levels (R squared) are worse than carrying the last range forward.',
        'Instruments move together, so an unseen instrument in a seen period is only partly unseen.',
        `Baselines: ${baselines.map(({ name, scale }) => `${name} x ${scale.toPrecision(4)}`).join(', ')}, each made right on average by that factor; each measure is compared with the best of them.`,
      ],
      seed: 'none: nothing is drawn at random',
    },
  };
}

const forecaster = (fitted: FittedRange): Forecaster => {
  const columns = columnsOf(fitted);
  return ({ features }) => {
    const [forecast = NaN, low = NaN, high = NaN] = columns.map((column) => Math.exp(predictLinear(column, features)));
    return { forecast, low, high };
  };
};

async function take(dataFolder: string, universe: Universe, taking: Taking): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const { origin, assets } of universe)
    for (const asset of assets)
      taken.push({
        dataset: `${origin.folder}/${asset}`,
        samples: samplesOf(await readSeries(dataFolder, origin, asset), taking),
      });
  return taken;
}

const trainingSet = ({ dataset, samples }: Taken) => ({
  dataset,
  rows: samples.length,
  fromMs: samples[0]?.atMs ?? 0,
  toMs: samples.at(-1)?.atMs ?? 0,
});

/** Where the served model lies. */
export const MODEL_FOLDER = fileURLToPath(new URL('../models/range-har-1/', import.meta.url));

if (import.meta.main) {
  const [dataFolder = '', modelFolder = MODEL_FOLDER] = process.argv.slice(2);
  const model = await train(resolve(dataFolder));
  await writeModel(resolve(modelFolder), model);
  process.stdout.write(`${JSON.stringify({ status: model.card.status, heldOut: model.card.heldOut }, null, 2)}\n`);
}
