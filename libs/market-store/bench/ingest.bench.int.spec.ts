import { expect, it } from '@jest/globals';
import { freshDatabase } from '@orbiquant/testing';
import { ingestBench } from './ingest.bench.ts';

it('measures the store beside bare COPY and leaves nothing behind', async () => {
  const database = await freshDatabase();
  const result = await ingestBench(database.urlFor('data_service'), 20_000);
  expect(result).toMatchObject({ candles: 20_000, storedPerSec: expect.any(Number), copiedPerSec: expect.any(Number) });
  expect(result.ratio).toBeGreaterThan(0.01);
});
