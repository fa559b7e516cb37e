import {
  auditTransfer,
  balanceMismatches,
  exponentOf,
  placeOf,
  startAudit,
  type BookedTransfer,
  type Reason,
} from '@orbiquant/ledger';
import type { LedgerCheck } from '@orbiquant/contracts';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

const PAGE = 500;

/** Recomputes the books from zero on one snapshot of the database, and names the first row that is wrong. */
export async function checkLedger(db: DataSource): Promise<LedgerCheck> {
  return db.transaction('REPEATABLE READ', async (tx) => {
    const audit = startAudit();
    for (;;) {
      const page = await transfersAfter(tx, audit.seq);
      for (const booked of page) auditTransfer(audit, booked);
      if (page.length < PAGE) break;
    }
    const wrong = balanceMismatches(audit, await keptBalances(tx));
    const [first] = wrong;
    return {
      transfers: audit.transfers,
      postings: audit.postings,
      unbalanced: audit.unbalanced,
      chainBreaks: audit.chainBreaks,
      sums: [...audit.sums].map(([currency, minor]) => ({ currency, exponent: exponentOf(currency), minor })),
      balanceMismatches: wrong.length,
      firstBad: audit.firstBad ?? (first ? `balance ${first}: is not the sum of its postings` : null),
    };
  });
}

type Row = {
  transfer_id: string;
  seq: string;
  idempotency_key: string;
  content_hash: string;
  reason: Reason;
  memo: string;
  booked_at: Date;
  previous_hash: string;
  hash: string;
  postings: Array<{ account: string; currency: string; minor: string }>;
};

async function transfersAfter(tx: EntityManager, seq: bigint): Promise<BookedTransfer[]> {
  const rows = (await tx.query(
    `SELECT t.*, (SELECT COALESCE(json_agg(json_build_object('account', account_id, 'currency', currency, 'minor', minor::text) ORDER BY line), '[]')
                    FROM financial.postings p WHERE p.transfer_id = t.transfer_id) AS postings
       FROM financial.transfers t WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
    [seq.toString()],
  )) as Row[];
  return rows.map((row) => ({
    transferId: row.transfer_id,
    seq: BigInt(row.seq),
    key: row.idempotency_key,
    contentHash: row.content_hash,
    reason: row.reason,
    memo: row.memo,
    bookedAtMs: row.booked_at.getTime(),
    previousHash: row.previous_hash,
    hash: row.hash,
    postings: row.postings.map((posting) => ({ ...posting, minor: BigInt(posting.minor) })),
  }));
}

async function keptBalances(tx: EntityManager): Promise<Map<string, bigint>> {
  const rows = (await tx.query('SELECT account_id AS account, currency, balance FROM financial.balances')) as Array<{
    account: string;
    currency: string;
    balance: string;
  }>;
  return new Map(rows.map((row) => [placeOf(row), BigInt(row.balance)]));
}
