import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, seededRng } from '@orbiquant/kernel';
import { distribute, type Weight } from '@orbiquant/pamm';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase } from '@orbiquant/testing';
import { shareOut } from './share-out.ts';

const ROUNDS = 8;
const ROWS = 250;
const rows = { table: 'claims', key: 'id', weight: 'weight', share: 'share', where: 'round = $2' };

describe('sharing out in the database', () => {
  let db: DataSource;
  beforeAll(async () => {
    db = await openDatabase({ url: (await freshDatabase()).ownerUrl });
    await db.query(
      'CREATE TABLE claims (round integer, id text, weight numeric(38,0), share numeric(38,0), PRIMARY KEY (round, id))',
    );
  });
  afterAll(() => db.destroy());

  it('N1, N2: 2,000 random claims get exactly what the pool mathematics gives them, ties and zeros included', async () => {
    const rng = seededRng('share-out');
    for (let round = 0; round < ROUNDS; round++) {
      // small weights make ties, large ones go beyond 64 bits
      const scale = [3, 1_000, 2 ** 40][round % 3]!;
      const far = round % 2 === 0 ? 1n : 10n ** 20n;
      const weights: Weight[] = Array.from({ length: ROWS }, () => ({
        id: newId(),
        weight: BigInt(rng.below(scale)) * far,
      })).sort(() => rng.next() - 0.5);
      const total = BigInt(rng.below(2 ** 45)) + (round === 7 ? 10n ** 30n : 0n);
      await db.query('INSERT INTO claims SELECT $1, * FROM unnest($2::text[], $3::numeric[])', [
        round,
        weights.map(({ id }) => id),
        weights.map(({ weight }) => weight.toString()),
      ]);
      await db.transaction((tx) => shareOut(tx, rows, { totalMinor: total, value: round }));
      const found = (await db.query('SELECT id, share FROM claims WHERE round = $1', [round])) as Array<{
        id: string;
        share: string;
      }>;
      const shares = new Map(found.map(({ id, share }) => [id, BigInt(share)]));
      const expected = distribute(total, weights);
      expect(weights.map(({ id }) => shares.get(id))).toEqual(expected);
      expect([...shares.values()].reduce((sum, share) => sum + share, 0n)).toBe(total);
    }
  });

  it('nothing is shared out as nothing, and a sum needs somebody', async () => {
    await db.query(`INSERT INTO claims VALUES (99, 'a', 0), (99, 'b', 0)`);
    await db.transaction((tx) => shareOut(tx, rows, { totalMinor: 0n, value: 99 }));
    expect(await db.query('SELECT share FROM claims WHERE round = 99')).toEqual([{ share: '0' }, { share: '0' }]);
    const nobody = db.transaction((tx) => shareOut(tx, rows, { totalMinor: 5n, value: 99 }));
    await expect(nobody).rejects.toMatchObject({ code: 'conflict' });
  });
});
