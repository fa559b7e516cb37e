import type { LedgerCheck } from '@orbiquant/contracts';
import { auditLink, auditUnsealed, exponentOf, startAudit, type AlteredRow, type Audit } from '@orbiquant/ledger';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { runFaults, type Runs, strayRows, wrongAccounts, wrongBalances } from './check-rows.ts';
import { linksAfter, transfersWithoutLink } from './read-chain.ts';

/** Recomputes the books from zero on one snapshot of the database, and names the first row that was altered. */
export const checkLedger = (db: DataSource): Promise<LedgerCheck> => db.transaction('REPEATABLE READ', checkLedgerIn);

/** The same within a transaction, as that sees the books. */
export async function checkLedgerIn(tx: EntityManager): Promise<LedgerCheck> {
  const audit = startAudit();
  const runs = await runFaults(tx);
  await auditChain(tx, audit, runs);
  const unsealed = await transfersWithoutLink(tx);
  for (const booked of unsealed) auditUnsealed(audit, booked);
  const kept = [...runs.rows, ...(await wrongAccounts(tx)), ...(await wrongBalances(tx)), ...(await strayRows(tx))];
  return {
    transfers: audit.transfers,
    postings: audit.postings,
    unsealed: unsealed.length,
    unbalanced: audit.unbalanced,
    chainBreaks: audit.chainBreaks,
    sums: [...audit.sums].map(([currency, minor]) => ({ currency, exponent: exponentOf(currency), minor })),
    balanceMismatches: kept.length,
    firstBad: inWords(audit.firstAltered ?? kept[0] ?? null),
    altered: audit.firstAltered ?? kept[0] ?? null,
  };
}

async function auditChain(tx: EntityManager, audit: Audit, { byTransfer }: Runs): Promise<void> {
  for (;;) {
    const page = await linksAfter(tx, audit.seq, byTransfer);
    for (const entry of page) auditLink(audit, entry);
    if (page.length === 0) return;
  }
}

const inWords = (altered: AlteredRow | null): string | null =>
  altered && `${altered.table} ${altered.row}: ${altered.what}`;
