import { kindOf, mayBeNegative, stripesOf, type AlteredRow } from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';

const SHOWN = 1_000;

/** Lines by transfer that do not follow from the line before on the same row of a balance, or touch no such row. */
export async function brokenRunningBalances(tx: EntityManager): Promise<Map<string, number[]>> {
  const rows = (await tx.query(
    `SELECT transfer_id, line FROM (
       SELECT transfer_id, line, minor, balance_after, account_version, account_id, currency, stripe,
              COALESCE(lag(account_version) OVER run, 0) AS version_before, COALESCE(lag(balance_after) OVER run, 0) AS before, sum(minor) OVER run AS running
         FROM financial.postings WINDOW run AS (PARTITION BY account_id, currency, stripe ORDER BY account_version)) AS runs
      WHERE account_version <> version_before + 1 OR (balance_after <> before + minor AND balance_after <> running)
         OR NOT EXISTS (SELECT 1 FROM financial.balances b WHERE (b.account_id, b.currency, b.stripe) = (runs.account_id, runs.currency, runs.stripe))
      ORDER BY line LIMIT ${SHOWN}`,
  )) as Array<{ transfer_id: string; line: number }>;
  const broken = new Map<string, number[]>();
  for (const { transfer_id, line } of rows) broken.set(transfer_id, [...(broken.get(transfer_id) ?? []), line]);
  return broken;
}

/** Balances that are not the sum and the number of their postings. */
export async function wrongBalances(tx: EntityManager): Promise<AlteredRow[]> {
  const rows = (await tx.query(
    `SELECT COALESCE(b.account_id, p.account_id) || '/' || COALESCE(b.currency, p.currency) || '/' || COALESCE(b.stripe, p.stripe) AS place
       FROM financial.balances b
       FULL JOIN (SELECT account_id, currency, stripe, sum(minor) AS balance, count(*) AS version FROM financial.postings GROUP BY 1, 2, 3) p
         USING (account_id, currency, stripe)
       LEFT JOIN financial.accounts a USING (account_id, currency)
      WHERE b.balance IS DISTINCT FROM COALESCE(p.balance, 0) OR b.version IS DISTINCT FROM COALESCE(p.version, 0)
         OR a.may_be_negative IS DISTINCT FROM b.may_be_negative
      ORDER BY 1 LIMIT ${SHOWN}`,
  )) as Array<{ place: string }>;
  return rows.map(({ place }) => ({ table: 'balances', row: place, what: 'is not the sum of its postings' }));
}

type AccountRow = {
  account_id: string;
  currency: string;
  kind: string;
  may_be_negative: boolean;
  stripes: number;
  rows: number;
  opened_with_first: boolean;
};

/** Accounts that are not what their names say, or were not opened by their first posting. */
export async function wrongAccounts(tx: EntityManager): Promise<AlteredRow[]> {
  const rows = (await tx.query(
    `SELECT a.account_id, a.currency, a.kind, a.may_be_negative, a.stripes,
            (SELECT count(*)::integer FROM financial.balances b WHERE b.account_id = a.account_id AND b.currency = a.currency) AS rows,
            EXISTS (SELECT 1 FROM financial.postings p JOIN financial.transfers t USING (transfer_id)
                     WHERE p.account_id = a.account_id AND p.currency = a.currency AND p.account_version = 1 AND t.booked_at = a.opened_at) AS opened_with_first
       FROM financial.accounts a ORDER BY 1, 2`,
  )) as AccountRow[];
  return rows
    .filter((row) => !isAsNamed(row))
    .map(({ account_id, currency }) => ({
      table: 'accounts',
      row: `${account_id}/${currency}`,
      what: 'is not as it was opened',
    }));
}

function isAsNamed(row: AccountRow): boolean {
  const kind = kindOrNull(row.account_id);
  if (!kind || kind !== row.kind || row.may_be_negative !== mayBeNegative(kind)) return false;
  return row.stripes === stripesOf(kind) && row.rows === row.stripes && row.opened_with_first;
}

function kindOrNull(accountId: string): ReturnType<typeof kindOf> | null {
  try {
    return kindOf(accountId);
  } catch {
    return null;
  }
}

/** Postings without a transfer, and transfers that were chained once and are not any more. */
export async function strayRows(tx: EntityManager): Promise<AlteredRow[]> {
  const rows = (await tx.query(
    `SELECT 'postings' AS table, transfer_id || '/' || line AS row, 'belongs to no transfer' AS what FROM financial.postings p
      WHERE NOT EXISTS (SELECT 1 FROM financial.transfers t WHERE t.transfer_id = p.transfer_id)
     UNION ALL
     SELECT 'transfers', transfer_id::text, 'is not in the chain' FROM financial.transfers t
      WHERE COALESCE(tx, 0) < (SELECT sealed_before FROM financial.chain_head)
        AND NOT EXISTS (SELECT 1 FROM financial.chain_links l WHERE l.transfer_id = t.transfer_id)
     UNION ALL
     SELECT 'chain_links', h.seq::text, 'is not the head of the chain'
       FROM financial.chain_head h LEFT JOIN LATERAL (SELECT seq, hash FROM financial.chain_links ORDER BY seq DESC LIMIT 1) l ON true
      WHERE h.seq <> COALESCE(l.seq, 0) OR h.hash <> COALESCE(l.hash, repeat('0', 64))
     ORDER BY 1, 2 LIMIT ${SHOWN}`,
  )) as AlteredRow[];
  return rows;
}
