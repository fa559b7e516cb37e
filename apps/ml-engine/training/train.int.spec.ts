import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { MODEL_FOLDER } from './train.ts';

const COMMAND = fileURLToPath(new URL('./train.ts', import.meta.url));

describeWithShared('the training', 'data/binance-um-perp-1h-2020-2024', () => {
  it('gives the very bytes of the model that is served', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orbiquant-training-'));
    await promisify(execFile)(process.execPath, [COMMAND, sharedPath('data'), folder]);
    for (const name of ['model.onnx', 'card.json', 'manifest.json']) {
      const [made, served] = await Promise.all([readFile(join(folder, name)), readFile(join(MODEL_FOLDER, name))]);
      expect({ name, same: made.equals(served) }).toEqual({ name, same: true });
    }
    await rm(folder, { recursive: true });
  }, 180_000);
});
