import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf, type Transfer } from '@orbiquant/ledger';
import { checkLedger, ledgerEntities, post, sealTransfers } from '@orbiquant/ledger-store';
import { openDatabase, translateDatabaseTrouble, type DataSource } from '@orbiquant/platform-db';
import { describeWithSmallDisk, until } from '@orbiquant/testing';
import { crashableDatabase, type CrashableDatabase } from '../testing/crashable-database.ts';

const DISK_MB = 96;
const LEFT_BYTES = 1024 * 1024;
const WRITERS = 4;
const REFUSALS = 20;
const DISK_FULL = '53100';
const AT_MS = 1_700_000_000_000;

const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

describeWithSmallDisk('a disk that runs full under load', DISK_MB, (folder) => {
  const ballast = join(folder, 'ballast');
  let database: CrashableDatabase;
  let db: DataSource;
  beforeAll(async () => {
    database = await crashableDatabase(folder);
    db = await openDatabase({ url: database.urlFor('backend'), entities: ledgerEntities, poolMax: WRITERS });
  }, 60_000);
  afterAll(async () => {
    await db?.destroy();
    await database?.remove();
  });

  const transfers = new Map<string, Transfer>();
  const acknowledged = new Map<string, string>();
  function wanted(): Transfer {
    const transfer = move({
      key: newId(),
      reason: 'demo-funding',
      memo: newId().repeat(20),
      from: DEMO_BANK,
      to: walletOf(newId()),
      currency: 'USDT',
      minor: 1_000_001n,
    });
    transfers.set(transfer.key, transfer);
    return transfer;
  }
  const book = async (transfer: Transfer): Promise<string> => {
    const posted = await db.transaction((tx) => post(tx, [transfer], AT_MS));
    if (!posted.ok) throw new Error(posted.refusal);
    acknowledged.set(transfer.key, posted.transferIds[0] ?? '');
    return posted.transferIds[0] ?? '';
  };

  /** Books until it has been refused often enough; what it was told. */
  async function fill(): Promise<unknown[]> {
    const refused: unknown[] = [];
    const write = async (): Promise<void> => {
      while (refused.length < REFUSALS) await book(wanted()).catch((error: unknown) => refused.push(error));
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    return refused;
  }

  /** A server that cannot write its log any more ends itself rather than promise what it cannot keep. */
  async function fillTheLog(): Promise<void> {
    const owner = new Client({ connectionString: database.ownerUrl });
    owner.on('error', () => undefined); // it is cut off with the rest
    await owner.connect();
    const turn = (): Promise<unknown> =>
      owner.query(`SELECT pg_logical_emit_message(false, 'test', repeat('x', 100000)), pg_switch_wal()`);
    await until(
      'the server gives up',
      () =>
        turn()
          .catch(() => undefined)
          .then(() => !database.isUp()),
      20_000,
    );
    await owner.end().catch(() => undefined);
  }

  it('I7: refuses what it cannot write, keeps every transfer that it acknowledged and half of none, and goes on when there is room', async () => {
    for (const alsoTheLog of [false, true]) {
      for (let count = 0; count < 20; count++) await book(wanted());
      writeFileSync(ballast, Buffer.alloc(freeBytes(folder) - LEFT_BYTES));
      const refused = await fill();
      if (alsoTheLog) await fillTheLog();
      for (const error of refused)
        expect(translateDatabaseTrouble(error)).toMatchObject({ code: 'service-unavailable', retryable: true });
      expect(refused.map((error) => (error as { code?: string }).code)).toContain(DISK_FULL);
      rmSync(ballast);
      if (alsoTheLog) await database.restart();
      await until('it books again', () =>
        book(wanted()).then(
          () => true,
          () => false,
        ),
      );
      expect(await checkLedger(db)).toMatchObject({ unbalanced: 0, balanceMismatches: 0, firstBad: null });
    }
    expect(acknowledged.size).toBeGreaterThan(60);

    const rows = (await db.query(
      `SELECT t.idempotency_key AS key, t.transfer_id AS id, (SELECT string_agg(p.minor::text, ' ' ORDER BY p.minor) FROM financial.postings p WHERE p.transfer_id = t.transfer_id) AS minors
         FROM financial.transfers t`,
    )) as Array<{ key: string; id: string; minors: string }>;
    const stored = new Map(rows.map(({ key, id }) => [key, id]));
    for (const [key, id] of acknowledged) expect(stored.get(key)).toBe(id);
    for (const { key, minors } of rows) {
      expect(transfers.has(key)).toBe(true);
      expect(minors).toBe('-1000001 1000001');
    }

    for (const [key, transfer] of transfers)
      expect([key, await book(transfer)]).toEqual([key, stored.get(key) ?? acknowledged.get(key)]);
    await sealTransfers(db);
    expect(await checkLedger(db)).toMatchObject({
      transfers: transfers.size,
      unsealed: 0,
      unbalanced: 0,
      firstBad: null,
    });
  }, 60_000);
});
