import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { modelFiles } from '@orbiquant/signal-onnx';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { MODEL_FOLDER, train } from './train.ts';

describeWithShared('the training', 'data/binance-um-perp-1h-2020-2024', () => {
  it('gives the bytes of the model that is served', async () => {
    const files = modelFiles(await train(sharedPath('data')));
    for (const [name, bytes] of Object.entries(files))
      expect({ name, same: Buffer.from(bytes).equals(await readFile(join(MODEL_FOLDER, name))) }).toEqual({
        name,
        same: true,
      });
  }, 240_000);
});
