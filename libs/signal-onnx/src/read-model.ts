import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { z } from 'zod';
import { ModelCard } from '@orbiquant/contracts';
import { AppError, digestOf } from '@orbiquant/kernel';
import { FEATURE_NAMES } from '@orbiquant/signal';
import { ModelManifest } from './model-manifest.ts';

/** A model as it stands on disk, every byte of it checked. */
export type ModelFiles = { manifest: ModelManifest; card: ModelCard; graph: Uint8Array };

const FILE_BYTES_MAX = 64 * 1024 * 1024;

/** SHA-256 of bytes, 64 lower-case hex digits. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Reads a model's folder and believes nothing that its manifest does not vouch for.
 * @throws AppError unprocessable, when a file was altered, is missing, lies elsewhere, or belongs to another model.
 */
export async function readModel(folder: string): Promise<ModelFiles> {
  const manifest = parsed(ModelManifest, await contained(folder, 'manifest.json'));
  const files = new Map<string, Uint8Array>();
  for (const [name, digest] of Object.entries(manifest.files)) {
    const bytes = await contained(folder, name);
    if (sha256Of(bytes) !== digest) throw refused(`${name} is not the file that the manifest names`);
    files.set(name, bytes);
  }
  const graph = files.get('model.onnx');
  const cardBytes = files.get('card.json');
  if (!graph || !cardBytes) throw refused('the manifest must name model.onnx and card.json');
  const card = parsed(ModelCard, cardBytes);
  checkKinship(manifest, card, graph);
  return { manifest, card, graph };
}

function checkKinship(manifest: ModelManifest, card: ModelCard, graph: Uint8Array): void {
  const sameModel = card.modelId === manifest.modelId && card.version === manifest.version;
  if (!sameModel || card.sha256 !== sha256Of(graph)) throw refused('the card speaks of another model');
  if (manifest.featureNamesHash !== digestOf(FEATURE_NAMES))
    throw refused('the model was trained on other features than this build computes');
}

/** A file of the folder itself: neither a path out of it nor a link that leads out. */
async function contained(folder: string, name: string): Promise<Uint8Array> {
  const home = await realpath(resolve(folder)).catch(unreadable(folder));
  const path = await realpath(resolve(home, name)).catch(unreadable(name));
  if (!path.startsWith(home + sep)) throw refused(`${name} lies outside the model's folder`);
  const bytes = await readFile(path).catch(unreadable(name));
  if (bytes.length > FILE_BYTES_MAX) throw refused(`${name} is larger than a model may be`);
  return bytes;
}

const refused = (why: string): AppError => new AppError('unprocessable', `The model is refused: ${why}`);

const unreadable =
  (name: string) =>
  (cause: unknown): never => {
    throw new AppError('unprocessable', `The model is refused: ${name} cannot be read`, { cause });
  };

function parsed<S extends z.ZodType>(schema: S, bytes: Uint8Array): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new AppError('unprocessable', 'The model is refused: its manifest or card cannot be understood', { cause });
  }
}
