import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ModelCard } from '@orbiquant/contracts';
import { digestOf } from '@orbiquant/kernel';
import { FEATURE_NAMES } from '@orbiquant/signal';
import type { ModelManifest } from './model-manifest.ts';
import { sha256Of } from './read-model.ts';

/** What a training run found out, before its version is known: that follows from the graph's bytes. */
export type TrainedModel = {
  graph: Uint8Array;
  card: Omit<ModelCard, 'version' | 'sha256'>;
  manifest: Omit<ModelManifest, 'modelId' | 'version' | 'featureNamesHash' | 'files'>;
};

/** The files of a model by name; the same training gives the same bytes. */
export function modelFiles({ graph, card, manifest }: TrainedModel): Record<string, Uint8Array> {
  const sha256 = sha256Of(graph);
  const version = `1-${sha256.slice(0, 12)}`;
  const cardBytes = json(z.encode(ModelCard, { ...card, version, sha256 }));
  const vouched: ModelManifest = {
    modelId: card.modelId,
    version,
    ...manifest,
    featureNamesHash: digestOf(FEATURE_NAMES),
    files: { 'model.onnx': sha256, 'card.json': sha256Of(cardBytes) },
  };
  return { 'model.onnx': graph, 'card.json': cardBytes, 'manifest.json': json(vouched) };
}

/** Writes a model into its folder, the manifest last. */
export async function writeModel(folder: string, model: TrainedModel): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(modelFiles(model))) await writeFile(join(folder, name), bytes);
}

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
