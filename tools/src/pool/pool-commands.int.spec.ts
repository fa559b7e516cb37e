import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poolTree, proofOf } from '@orbiquant/pool-proof';
import { newId } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf } from '@orbiquant/ledger';
import { ledgerEntities, post, sealTransfers } from '@orbiquant/ledger-store';
import { openDatabase } from '@orbiquant/platform-db';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { Client } from 'pg';
import { runAudit } from './run-audit.ts';
import { runProof } from './run-proof.ts';

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each)));

describe('proof verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-proof-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const tree = poolTree(
    Array.from({ length: 5 }, (_, n) => ({ pseudonym: String(n).repeat(64), units: 10n + BigInt(n), balance: 100n })),
  );
  const proof = proofOf(tree, '3'.repeat(64));
  const good = plain({ proof, leaf: proof?.leaf, root: tree.root }) as Record<string, Record<string, unknown>>;
  const said: string[] = [];
  const verify = async (content: unknown, ...more: string[]): Promise<number> => {
    said.length = 0;
    const file = join(folder, 'proof.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return runProof(['verify', '--in', file, ...more], (line) => said.push(line));
  };

  it('says that a proof holds, and of one that does not which check it fails', async () => {
    expect(await verify(good, '--json')).toBe(0);
    expect(said).toEqual(['{"ok":true}']);
    expect(await verify({ ...good, root: { ...good['root'], balance: '501' } }, '--json')).toBe(1);
    expect(said).toEqual(['{"ok":false,"check":"balance"}']);
    expect(await verify({ ...good, leaf: { ...good['leaf'], units: '14' } })).toBe(1);
    expect(said[0]).toContain('(leaf)');
    for (const bad of ['', '{', '[]', '{"proof":1}']) expect(await verify(bad, '--json')).toBe(1);
    expect(await runProof(['verify', '--in', join(folder, 'none.json'), '--json'], () => undefined)).toBe(1);
    expect(await runProof(['verify'], () => undefined)).toBe(2);
  });

  it('holds a proof to a root from another source', async () => {
    const root = join(folder, 'root.json');
    writeFileSync(root, JSON.stringify({ root: { ...good['root'], hash: 'a'.repeat(64) } }));
    expect(await verify(good, '--root', root, '--json')).toBe(1);
    expect(said).toEqual(['{"ok":false,"check":"hash"}']);
  });
});

async function runSql(url: string, sql: string): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

describe('audit verify', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });

  it('S5: names the transfer of which one byte was altered, in JSON and in words, and nothing once it is put back', async () => {
    const { ownerUrl: url, urlFor } = await freshDatabase();
    const db = await openDatabase({ url: urlFor('backend'), entities: ledgerEntities });
    const gifts = Array.from({ length: 5 }, (_unused, at) =>
      move({
        key: `gift ${at}`,
        reason: 'demo-funding',
        memo: `gift ${at}`,
        from: DEMO_BANK,
        to: walletOf(newId()),
        currency: 'USDT',
        minor: 100n,
      }),
    );
    const posted = await db.transaction((tx) => post(tx, gifts, 1_700_000_000_000));
    const transferId = posted.ok ? posted.transferIds[2] : '';
    await sealTransfers(db);
    await db.destroy();
    const owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query('SET session_replication_role = replica');
    const setMemo = (memo: string) =>
      owner.query('UPDATE financial.transfers SET memo = $2 WHERE transfer_id = $1', [transferId, memo]);
    const said: string[] = [];
    const verify = (...args: string[]): Promise<number> =>
      runAudit(['verify', ...args], url, (line) => said.push(line));
    expect(await verify('--json')).toBe(0);
    await setMemo('gift 3');
    expect([await verify('--json'), await verify()]).toEqual([1, 1]);
    await setMemo('gift 2');
    expect(await verify('--json')).toBe(0);
    await owner.end();
    const [before, altered, inWords, after] = said;
    expect(JSON.parse(before ?? '')).toMatchObject({
      clean: true,
      firstBad: null,
      ledger: { transfers: 5, unsealed: 0 },
    });
    expect(JSON.parse(altered ?? '')).toMatchObject({
      clean: false,
      firstBad: { table: 'transfers', row: transferId, what: 'its content is not what was booked' },
      ledger: { chainBreaks: 1 },
    });
    expect(inWords).toContain(`First altered row: transfers ${transferId} its content is not what was booked.`);
    expect(after).toBe(before);
  });

  it('S6: is clean on empty books, and names an account that nobody opened and the balance that was altered', async () => {
    const url = database.ownerUrl;
    const said: string[] = [];
    expect(await runAudit(['verify', '--json'], url, (line) => said.push(line))).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ clean: true, firstBad: null });
    await runSql(url, `INSERT INTO financial.accounts VALUES ('rounding', 'USDT', 'rounding', true, now(), 1)`);
    await runSql(url, 'UPDATE financial.balances SET balance = 5');
    expect(await runAudit(['verify', '--json'], url, (line) => said.push(line))).toBe(1);
    expect(JSON.parse(said[1] ?? '')).toMatchObject({
      clean: false,
      firstBad: { table: 'accounts', row: 'rounding/USDT' },
    });
    await runSql(url, 'SET session_replication_role = replica; DELETE FROM financial.accounts');
    expect(await runAudit(['verify'], url, (line) => said.push(line))).toBe(1);
    expect(said[2]).toContain('First altered row: balances rounding/USDT/0');
    expect(await runAudit([], url, () => undefined)).toBe(2);
  });
});
