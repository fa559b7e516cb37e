import type { Client } from 'pg';
import { checkLedger as recompute, ledgerEntities } from '@orbiquant/ledger-store';
import { openDatabase } from '@orbiquant/platform-db';
import type { CheckResult } from './verify.ts';
import { urlOf } from './url-of.ts';

/** The books recomputed from zero: every transfer and every currency sums to zero, every balance is its postings. */
export async function checkLedger(db: Client): Promise<CheckResult> {
  const source = await openDatabase({ url: urlOf(db), entities: ledgerEntities });
  try {
    const { transfers, postings, unbalanced, balanceMismatches, sums, chainBreaks, firstBad } = await recompute(source);
    const uneven = sums.filter(({ minor }) => minor !== 0n).length;
    const faults = unbalanced + balanceMismatches + chainBreaks + uneven;
    return {
      counted: { transfers, postings, currencies: sums.length, faults },
      differences: faults === 0 ? [] : [{ check: 'ledger', what: firstBad ?? 'The sums of the books are not zero' }],
    };
  } finally {
    await source.destroy();
  }
}
