import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poolTree, proofOf } from '@orbiquant/pool-proof';
import { freshDatabase } from '@orbiquant/testing';
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

describe('audit verify', () => {
  let url: string;
  beforeAll(async () => {
    url = (await freshDatabase()).ownerUrl;
  });

  it('S6: is clean on empty books, and names the row of a balance that was altered', async () => {
    const said: string[] = [];
    expect(await runAudit(['verify', '--json'], url, (line) => said.push(line))).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ clean: true, firstBad: null });
    const owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query(`INSERT INTO financial.accounts VALUES ('rounding', 'USDT', 'rounding', true, now(), 1)`);
    await owner.query(`UPDATE financial.balances SET balance = 5`);
    await owner.end();
    expect(await runAudit(['verify', '--json'], url, (line) => said.push(line))).toBe(1);
    expect(JSON.parse(said[1] ?? '')).toMatchObject({ clean: false, firstBad: { table: 'balances' } });
    expect(await runAudit(['verify'], url, (line) => said.push(line))).toBe(1);
    expect(said[2]).toContain('First altered row: balances rounding/USDT/0');
    expect(await runAudit([], url, () => undefined)).toBe(2);
  });
});
