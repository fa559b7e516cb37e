/** @jest-environment ./libs/signal-onnx/testing/one-realm-environment.mjs */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FEATURE_NAMES, predictLinear, type LinearFit } from '@orbiquant/signal';
import type { ModelManifest } from './model-manifest.ts';
import { rangeGraph } from './range-graph.ts';
import { rangeScorer } from './range-scorer.ts';
import { readModel, sha256Of } from './read-model.ts';
import { writeModel, type TrainedModel } from './write-model.ts';

const WIDTH = FEATURE_NAMES.length;
const column = (shift: number): LinearFit => ({
  weights: Float64Array.from({ length: WIDTH }, (_none, at) => Math.sin(at + 1) / 7),
  intercept: -3 + shift,
});
const COLUMNS = [column(0.1), column(-0.5), column(0.5)];
const trained = (columns = COLUMNS): TrainedModel => ({
  graph: rangeGraph(columns),
  manifest: { interval: '1h', horizonBars: 12, baseline: { name: 'atr', scale: 1 } },
  card: {
    modelId: 'test',
    status: 'shadow',
    purpose: 'a test',
    algorithm: 'none',
    trainedOn: [],
    heldOut: [],
    features: [...FEATURE_NAMES],
    limits: [],
    seed: 'none',
  },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orbiquant-model-'));
  await writeModel(folder, trained());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const manifestOf = async (): Promise<ModelManifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ModelManifest;
const rewrite = async (change: (manifest: ModelManifest) => object): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...(await manifestOf()), ...change(await manifestOf()) }));

describe('the graph', () => {
  it('gives what the fit gives, to the last digits', async () => {
    const scorer = await rangeScorer(folder);
    for (let at = 0; at < 50; at++) {
      const row = Float64Array.from({ length: WIDTH }, (_none, i) => Math.cos(at * i + at));
      const [expected, low, high] = COLUMNS.map((fit) => Math.exp(predictLinear(fit, row)));
      const forecast = await scorer.score(row);
      expect(forecast.expected / expected!).toBeCloseTo(1, 12);
      expect(forecast.low / low!).toBeCloseTo(1, 12);
      expect(forecast.high / high!).toBeCloseTo(1, 12);
    }
    await scorer.close();
  });

  it('is the same bytes for the same fit, and others for another', () => {
    expect(rangeGraph(COLUMNS)).toEqual(rangeGraph(COLUMNS));
    expect(sha256Of(rangeGraph([column(0), column(1), column(2)]))).not.toBe(sha256Of(rangeGraph(COLUMNS)));
  });
});

describe('a model folder is believed only as far as its manifest vouches for it', () => {
  it('any one byte changed in any file is refused', async () => {
    await expect(readModel(folder)).resolves.toMatchObject({ manifest: { modelId: 'test' } });
    for (const name of ['model.onnx', 'card.json']) {
      const good = await readFile(join(folder, name));
      for (const at of [0, Math.floor(good.length / 2), good.length - 1]) {
        const bad = Buffer.from(good);
        bad[at]! ^= 1;
        await writeFile(join(folder, name), bad);
        await expect(rangeScorer(folder)).rejects.toThrow(`${name} is not the file that the manifest names`);
      }
      await writeFile(join(folder, name), good);
    }
  });

  it('a file outside the folder is refused, by path and by link', async () => {
    const outside = `${folder}-outside.onnx`;
    await cp(join(folder, 'model.onnx'), outside);
    const digest = sha256Of(await readFile(outside));
    for (const name of [`../${outside.split('/').at(-1)}`, outside]) {
      await rewrite(({ files }) => ({ files: { ...files, [name]: digest } }));
      await expect(readModel(folder)).rejects.toThrow("outside the model's folder");
    }
    await writeModel(folder, trained());
    await rm(join(folder, 'model.onnx'));
    await symlink(outside, join(folder, 'model.onnx'));
    await expect(readModel(folder)).rejects.toThrow("outside the model's folder");
    await rm(outside);
  });

  it('a missing file, a manifest that is none, and a model of other features are refused', async () => {
    await rewrite(() => ({ featureNamesHash: '0'.repeat(64) }));
    await expect(readModel(folder)).rejects.toThrow('other features');
    await rewrite(() => ({ version: 'another' }));
    await expect(readModel(folder)).rejects.toThrow('another model');
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(readModel(folder)).rejects.toThrow('cannot be understood');
    await rm(join(folder, 'manifest.json'));
    await expect(readModel(folder)).rejects.toThrow('cannot be read');
  });

  it('bytes that are no graph are refused although their digest is right', async () => {
    await writeModel(folder, { ...trained(), graph: Buffer.from('not a graph') });
    await expect(rangeScorer(folder)).rejects.toThrow('cannot be run');
  });
});

it('the model that is served stands in the repository as its manifest says', async () => {
  const served = fileURLToPath(new URL('../../../apps/ml-engine/models/range-har-1/', import.meta.url));
  const { card, manifest } = await readModel(served);
  expect(card.modelId).toBe('range-har');
  expect(card.status).toBe(card.heldOut.every(({ beatsBaseline }) => beatsBaseline) ? 'active' : 'shadow');
  expect(manifest.horizonBars).toBe(12);
});
