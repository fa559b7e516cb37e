import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecrets, prepareDatabases, startEmbeddedDatabase, urlAs, databaseUrl } from '@orbiquant/orchestration';
import { ingestBench } from '@orbiquant/market-store/bench';
import { idleMemory } from './idle-memory.ts';
import { latencyBench } from './latency-bench.ts';

const SEED = 'corridor';
const PORT_OFFSET = 16_000;
const CANDLES = 100_000;

/**
 * The corridor in figures: tick to order beside a bare CCXT order, candles stored beside bare COPY, and what each
 * service of an idle platform holds in memory. Everything runs on a fresh database that is removed again.
 */
export async function corridorBench(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-bench-'));
  chmodSync(folder, 0o711);
  const secrets = loadSecrets(folder);
  const port = 3089 + PORT_OFFSET;
  const database = await startEmbeddedDatabase({ stateFolder: folder, port, password: secrets.databasePassword });
  try {
    const adminUrl = `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${port}/postgres`;
    await prepareDatabases(adminUrl, secrets);
    const latency = await latencyBench({ adminUrl, secrets, portOffset: PORT_OFFSET, stateFolder: folder, seed: SEED });
    const platformUrl = databaseUrl(adminUrl, 'orbiquant_platform');
    const writerUrl = urlAs(platformUrl, 'orbiquant_data_service', secrets.rolePasswords.data_service);
    const ingest = await ingestBench(writerUrl, CANDLES);
    const memoryMiB = await idleMemory(PORT_OFFSET + 1_000, SEED);
    return { machine: { cores: cpus().length, node: process.version }, seed: SEED, latency, ingest, memoryMiB };
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
