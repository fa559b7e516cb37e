import type { Client } from 'pg';
import { JOURNAL_GENESIS, isIntact } from '@orbiquant/agent';
import { openDatabase } from '@orbiquant/platform-db';
import { decisionRepository, tradingEntities } from '@orbiquant/trading-store';
import { urlOf } from './url-of.ts';
import type { CheckResult, Difference } from './verify.ts';

/** The journal is one unbroken chain: each entry's hash is its own, and stands on the one before. */
export async function checkJournal(db: Client, agentId: string): Promise<CheckResult> {
  const source = await openDatabase({ url: urlOf(db), entities: tradingEntities });
  try {
    const chain = await decisionRepository(source.manager).chain(agentId);
    const differences: Difference[] = [];
    let previous = JOURNAL_GENESIS;
    for (const entry of chain) {
      if (entry.previousHash !== previous || !isIntact(entry))
        differences.push({
          check: 'journal',
          what: `Decision ${entry.decisionId} does not stand on the one before it, or was altered`,
        });
      previous = entry.hash;
    }
    const acted = chain.filter(({ verdict }) => verdict === 'acted').length;
    return {
      counted: { decisions: chain.length, acted, blocked: chain.filter(({ verdict }) => verdict === 'blocked').length },
      differences: differences.slice(0, 1),
    };
  } finally {
    await source.destroy();
  }
}
