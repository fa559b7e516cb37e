import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEMO_BANK, walletOf } from './accounts.ts';
import { auditLink, startAudit, type Audit, type AuditEntry } from './audit.ts';
import { GENESIS_HASH, linksFor, type BookedTransfer } from './chain.ts';
import { contentHashOf, move } from './transfer.ts';

const user = (n: number): string => walletOf(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);

function booked(at: number, minor: bigint): BookedTransfer {
  const paid = move({
    key: `k${at}`,
    reason: 'demo-funding',
    memo: '',
    from: DEMO_BANK,
    to: user(1 + (at % 5)),
    currency: 'USDT',
    minor,
  });
  return {
    ...paid,
    transferId: `t${at}`,
    bookedAtMs: at,
    contentHash: contentHashOf(paid),
    postingCount: 2,
    origin: at % 3 === 0 ? null : { number: BigInt(at), tx: `${at}` },
  };
}

function chained(amounts: readonly bigint[]): AuditEntry[] {
  const transfers = amounts.map((minor, at) => booked(at, minor));
  const links = linksFor({ seq: 0n, hash: GENESIS_HASH }, transfers);
  return links.map((link, at) => ({
    link,
    nextPreviousHash: links[at + 1]?.previousHash ?? link.hash,
    isBeyondHead: false,
    booked: transfers[at] ?? null,
    brokenLines: [],
    suspectLines: [],
    lines: [0, 1],
  }));
}

function audited(entries: readonly AuditEntry[]): Audit {
  const audit = startAudit();
  for (const entry of entries) auditLink(audit, entry);
  return audit;
}

type Forgery = { what: string; table: string; forge: (entry: AuditEntry) => AuditEntry };
const inTransfer = (change: (booked: BookedTransfer) => BookedTransfer) => (entry: AuditEntry) => ({
  ...entry,
  booked: entry.booked && change(entry.booked),
});
const FORGERIES: readonly Forgery[] = [
  { what: 'a memo', table: 'transfers', forge: inTransfer((each) => ({ ...each, memo: 'x' })) },
  { what: 'a key', table: 'transfers', forge: inTransfer((each) => ({ ...each, key: 'x' })) },
  {
    what: 'a time',
    table: 'transfers',
    forge: inTransfer((each) => ({ ...each, bookedAtMs: each.bookedAtMs + 0.001 })),
  },
  { what: 'a digest', table: 'transfers', forge: inTransfer((each) => ({ ...each, contentHash: 'x' })) },
  { what: 'a count', table: 'transfers', forge: inTransfer((each) => ({ ...each, postingCount: 1 })) },
  {
    what: 'a number',
    table: 'transfers',
    forge: inTransfer((each) => ({ ...each, origin: { number: 999n, tx: '1' } })),
  },
  {
    what: 'an amount',
    table: 'postings',
    forge: (entry) => ({
      ...inTransfer((each) => ({
        ...each,
        postings: each.postings.map((posting, at) => (at === 1 ? { ...posting, minor: posting.minor * 2n } : posting)),
      }))(entry),
      suspectLines: [1],
    }),
  },
  { what: 'a running balance', table: 'postings', forge: (entry) => ({ ...entry, brokenLines: [0] }) },
  { what: 'a place', table: 'postings', forge: (entry) => ({ ...entry, lines: [0, 3] }) },
  {
    what: 'a link',
    table: 'chain_links',
    forge: (entry) => ({ ...entry, link: { ...entry.link, previousHash: 'x' } }),
  },
  {
    what: 'a line that only another was altered before',
    table: 'transfers',
    forge: (entry) => ({
      ...inTransfer((each) => ({ ...each, bookedAtMs: each.bookedAtMs + 1 }))(entry),
      suspectLines: [0],
    }),
  },
  {
    what: 'a whole link',
    table: 'chain_links',
    forge: (entry) => ({ ...entry, link: { ...entry.link, previousHash: 'x', hash: 'y' } }),
  },
  {
    what: 'what a link names',
    table: 'chain_links',
    forge: (entry) => ({ ...entry, link: { ...entry.link, transferId: 'x' } }),
  },
  { what: 'a link behind the head', table: 'chain_links', forge: (entry) => ({ ...entry, isBeyondHead: true }) },
  { what: 'a transfer taken away', table: 'transfers', forge: (entry) => ({ ...entry, booked: null }) },
  {
    what: 'a posting taken away',
    table: 'postings',
    forge: (entry) => ({ ...inTransfer((each) => ({ ...each, postings: each.postings.slice(1) }))(entry), lines: [1] }),
  },
  {
    what: 'a posting added',
    table: 'postings',
    forge: (entry) => ({
      ...inTransfer((each) => ({ ...each, postings: [...each.postings, ...each.postings.slice(1)] }))(entry),
      lines: [0, 1, 2],
    }),
  },
];
const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 30n }), { minLength: 2, maxLength: 20 });

describe('the audit', () => {
  it('finds nothing in honest books, whatever was booked', () => {
    fc.assert(
      fc.property(amounts, (minors) => {
        const audit = audited(chained(minors));
        expect(audit).toMatchObject({ unbalanced: 0, chainBreaks: 0, firstAltered: null, transfers: minors.length });
        expect([...audit.sums.values()]).toEqual([0n]);
      }),
    );
  });
  it.each(FORGERIES)('names the row when $what anywhere was altered', ({ table, forge }) => {
    fc.assert(
      fc.property(amounts, fc.nat(), (minors, pick) => {
        const at = pick % minors.length;
        const audit = audited(chained(minors).map((entry, index) => (index === at ? forge(entry) : entry)));
        expect(audit.firstAltered?.table).toBe(table);
        expect(audit.firstAltered?.row).toContain(table === 'chain_links' ? `${at + 1}` : `t${at}`);
      }),
      { numRuns: 30 },
    );
  });
  it('tells an altered digest of a link from an altered transfer by what the next link says', () => {
    const entries = chained([1n, 2n, 3n]).map((entry, at) =>
      at === 1 ? { ...entry, link: { ...entry.link, hash: 'x' } } : entry,
    );
    expect(audited(entries).firstAltered).toMatchObject({ table: 'chain_links', row: '2' });
  });
  it('names a link that was left out, and one that stands twice', () => {
    const entries = chained([1n, 2n, 3n]);
    const [first, second, third] = entries;
    expect(audited(entries.filter((_entry, at) => at !== 1)).firstAltered).toEqual({
      table: 'chain_links',
      row: '2',
      what: 'is missing',
    });
    expect(audited([first!, second!, second!, third!]).firstAltered).toMatchObject({ table: 'chain_links', row: '2' });
  });
});
