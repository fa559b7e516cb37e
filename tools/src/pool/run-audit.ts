import { checkLedger, ledgerEntities } from '@orbiquant/ledger-store';
import { checkPools, type AlteredPoolRow, type PoolCheck } from '@orbiquant/pamm-store';
import { openDatabase } from '@orbiquant/platform-db';
import type { Write } from './run-proof.ts';

/** What the audit found; `firstBad` names the first row that is not what was written. */
export type AuditReport = {
  clean: boolean;
  firstBad: AlteredPoolRow | null;
  ledger: {
    transfers: number;
    postings: number;
    unsealed: number;
    unbalanced: number;
    chainBreaks: number;
    balanceMismatches: number;
  };
  pools: Omit<PoolCheck, 'altered' | 'capital'> & { altered: AlteredPoolRow[] };
  /** What the books owe to the holders of units, by currency, in minor units. */
  owed: Array<{ currency: string; minor: string }>;
};

/** `audit verify [--json]`: recomputes ledger, lots, strikes, roots and months, and says which row was altered first. */
export async function runAudit([name, ...args]: readonly string[], databaseUrl: string, write: Write): Promise<number> {
  if (name !== 'verify') {
    write('audit verify [--json]');
    return 2;
  }
  const report = await audit(databaseUrl);
  write(args.includes('--json') ? JSON.stringify(report) : inWords(report));
  return report.clean ? 0 : 1;
}

async function audit(databaseUrl: string): Promise<AuditReport> {
  const db = await openDatabase({ url: databaseUrl, entities: ledgerEntities, applicationName: 'audit' });
  try {
    const { transfers, postings, unsealed, unbalanced, chainBreaks, balanceMismatches, altered } =
      await checkLedger(db);
    const { altered: inPools, capital, ...counted } = await checkPools(db);
    const firstBad = altered ?? inPools[0] ?? null;
    return {
      clean: firstBad === null && unbalanced === 0,
      firstBad,
      ledger: { transfers, postings, unsealed, unbalanced, chainBreaks, balanceMismatches },
      pools: { ...counted, altered: inPools },
      owed: capital.map(({ currency, minor }) => ({ currency, minor: minor.toString() })),
    };
  } finally {
    await db.destroy();
  }
}

function inWords({ clean, firstBad, ledger, pools }: AuditReport): string {
  const counts = [
    `ledger: ${ledger.transfers} transfers, ${ledger.postings} postings, ${ledger.unsealed} not chained yet`,
    `pools: ${pools.products} products, ${pools.strikes} strikes, ${pools.lots} lots of ${pools.lotMoves} moves, ${pools.distributions} months`,
  ];
  const verdict = clean
    ? 'Nothing was altered.'
    : firstBad
      ? `First altered row: ${firstBad.table} ${firstBad.row} ${firstBad.what}.`
      : 'The books do not balance.';
  return [...counts, verdict].join('\n');
}
