import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRng, type Rng } from '@orbiquant/kernel';
import { auditLink, startAudit, type AlteredRow, type AuditEntry, type BookedTransfer } from '@orbiquant/ledger';
import { checkLedger, checkLedgerIn } from './check-ledger.ts';
import { linksAfter } from './read-chain.ts';
import { sealedBooks, type SealedBooks } from './testing/sealed-books.ts';

/** Each with two postings and a link: 13,600 records that are sealed. */
const TRANSFERS = 3_400;
const PAGE = 1_000;

/** One byte of a stored text, another digit or another letter. */
function flipped(text: string, rng: Rng): string {
  const at = rng.below(text.length);
  const byte = text.charCodeAt(at);
  const isDigit = byte >= 48 && byte <= 57;
  const other = isDigit ? String((byte - 48 + 1 + rng.below(9)) % 10) : String.fromCharCode(byte ^ (1 + rng.below(7)));
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
const flippedInt = (value: bigint, rng: Rng): bigint => {
  const [sign, digits] = value < 0n ? [-1n, (-value).toString()] : [1n, value.toString()];
  return sign * BigInt(flipped(digits, rng));
};

type Flip = (entry: AuditEntry, rng: Rng, line: number) => AuditEntry;
const inBooked =
  (change: (booked: BookedTransfer, rng: Rng) => Partial<BookedTransfer>): Flip =>
  (entry, rng) => ({ ...entry, booked: { ...entry.booked!, ...change(entry.booked!, rng) } });
const inLink =
  (column: 'transferId' | 'previousHash' | 'hash'): Flip =>
  (entry, rng) => ({ ...entry, link: { ...entry.link, [column]: flipped(entry.link[column], rng) } });
const inPosting =
  (column: 'account' | 'currency' | 'minor'): Flip =>
  (entry, rng, line) => {
    const postings = entry.booked!.postings.map((posting, at) => {
      if (at !== line) return posting;
      if (column === 'minor') return { ...posting, minor: flippedInt(posting.minor, rng) };
      return { ...posting, [column]: flipped(posting[column], rng) };
    });
    // what the look at the runs of balances says of such a line
    return { ...entry, suspectLines: [line], booked: { ...entry.booked!, postings } };
  };

/** Every stored column that the chain covers, one flip each; what only running balances cover is altered in the database. */
const FLIPS: ReadonlyArray<readonly [table: AlteredRow['table'], flip: Flip]> = [
  ['transfers', inBooked(({ transferId }, rng) => ({ transferId: flipped(transferId, rng) }))],
  ['transfers', inBooked(({ key }, rng) => ({ key: flipped(key, rng) }))],
  ['transfers', inBooked(({ contentHash }, rng) => ({ contentHash: flipped(contentHash, rng) }))],
  ['transfers', inBooked(({ reason }, rng) => ({ reason: flipped(reason, rng) as typeof reason }))],
  ['transfers', inBooked(({ memo }, rng) => ({ memo: flipped(memo, rng) }))],
  ['transfers', inBooked(({ postingCount }, rng) => ({ postingCount: Number(flippedInt(BigInt(postingCount), rng)) }))],
  [
    'transfers',
    inBooked(({ bookedAtMs }, rng) => ({ bookedAtMs: Number(flippedInt(BigInt(bookedAtMs) * 1_000n, rng)) / 1_000 })),
  ],
  ['transfers', inBooked(({ origin }, rng) => ({ origin: { ...origin!, number: flippedInt(origin!.number, rng) } }))],
  ['transfers', inBooked(({ origin }, rng) => ({ origin: { ...origin!, tx: flipped(origin!.tx, rng) } }))],
  ['postings', inPosting('account')],
  ['postings', inPosting('currency')],
  ['postings', inPosting('minor')],
  ['chain_links', inLink('transferId')],
  ['chain_links', inLink('previousHash')],
  ['chain_links', inLink('hash')],
];

/** The records of one transfer: its row, its lines, its link. */
const RECORDS = [
  ['transfers', 0],
  ['postings', 0],
  ['postings', 1],
  ['chain_links', 0],
] as const;

describe(`books of ${TRANSFERS} transfers`, () => {
  let books: SealedBooks;
  const entries: AuditEntry[] = [];
  beforeAll(async () => {
    books = await sealedBooks({ transfers: TRANSFERS, wallets: 200, batch: 200, keys: 'kept' });
    await books.undone(async (tx) => {
      for (let seq = 0; seq < TRANSFERS; seq += PAGE) entries.push(...(await linksAfter(tx, BigInt(seq), new Map())));
    });
  }, 60_000);
  afterAll(() => books.close());

  /** Audits from a place up to which nothing was altered, two links far: whoever is altered is named there or not at all. */
  function namedFrom(at: number, altered: AuditEntry): AlteredRow | null {
    const audit = startAudit();
    const before = entries[at - 1];
    if (before) [audit.seq, audit.hash] = [before.link.seq, before.link.hash];
    auditLink(audit, altered);
    const next = entries[at + 1];
    if (next && !audit.firstAltered) auditLink(audit, next);
    return audit.firstAltered;
  }
  function keyOf(table: AlteredRow['table'], entry: AuditEntry): string {
    if (table === 'chain_links') return String(entry.link.seq);
    return table === 'transfers' ? entry.booked!.transferId : `${entry.link.transferId}/${entry.suspectLines[0]}`;
  }

  it('S5: one random byte of every record of every sealed table in turn: the audit names that table and that row', () => {
    expect(entries).toHaveLength(TRANSFERS);
    const whole = startAudit();
    for (const entry of entries) auditLink(whole, entry);
    expect(whole).toMatchObject({ firstAltered: null, transfers: TRANSFERS, chainBreaks: 0 });
    const rng = seededRng('every record');
    const wrong: unknown[] = [];
    for (const [at, entry] of entries.entries())
      for (const [table, line] of RECORDS) {
        const flips = FLIPS.filter(([each]) => each === table);
        const altered = flips[rng.below(flips.length)]![1](entry, rng, line);
        const named = namedFrom(at, altered);
        if (named?.table !== table || named.row !== keyOf(table, altered)) wrong.push([at, table, named, altered]);
      }
    expect(wrong).toEqual([]);
  });

  it('S5: altered in the database, at the beginning and in the middle, with others behind it: the audit from zero names the row', async () => {
    expect(await checkLedger(books.db)).toMatchObject({
      transfers: TRANSFERS,
      postings: 2 * TRANSFERS,
      firstBad: null,
    });
    for (const at of [0, TRANSFERS / 2]) {
      const { transferId } = entries[at]!.booked!;
      const named = await books.undone(async (tx) => {
        await tx.query(
          `UPDATE financial.postings SET balance_after = balance_after + 1 WHERE transfer_id = $1 AND line = 1`,
          [transferId],
        );
        await tx.query('UPDATE financial.chain_links SET hash = reverse(hash) WHERE seq IN ($1, $2)', [
          at + 2,
          TRANSFERS - 1,
        ]);
        return (await checkLedgerIn(tx)).altered;
      });
      expect(named).toMatchObject({ table: 'postings', row: `${transferId}/1` });
    }
  }, 30_000);
});
