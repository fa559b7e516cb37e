import { kindOf, mayBeNegative, stripesOf, type AlteredRow } from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';

const SHOWN = 1_000;

/** Lines of a transfer that do not follow from the line before on the same row of a balance. */
export type RunFaults = {
  /** Those that fit neither the line before nor the one after nor the balance itself. */
  broken: number[];
  /** Those, and whoever comes after a line that is gone or was altered. */
  suspect: number[];
};

/** One look at all runs finds who does not follow; only those few are then held against their neighbours. */
const RUN_FAULTS = `
  WITH suspects AS (
    SELECT * FROM (
      SELECT transfer_id, line, minor, balance_after, account_version, account_id, currency, stripe,
             COALESCE(lag(account_version) OVER run, 0) AS version_before, COALESCE(lag(balance_after) OVER run, 0) AS before, lead(account_version) OVER run AS version_after
        FROM financial.postings WINDOW run AS (PARTITION BY account_id, currency, stripe ORDER BY account_version)) AS runs
     WHERE account_version <> version_before + 1 OR balance_after <> before + minor OR version_after = account_version
        OR NOT EXISTS (SELECT 1 FROM financial.balances b WHERE (b.account_id, b.currency, b.stripe) = (runs.account_id, runs.currency, runs.stripe))
     ORDER BY account_id, currency, stripe, account_version LIMIT ${SHOWN})
  SELECT transfer_id, line, account_version = version_before + 1 AND balance_after = before + minor AS runs_on, stripe >= (SELECT a.stripes FROM financial.accounts a WHERE (a.account_id, a.currency) = (s.account_id, s.currency))
         OR NOT (
           account_version = 1 AND balance_after = minor AND NOT EXISTS (
             SELECT 1 FROM financial.postings p WHERE (p.account_id, p.currency, p.stripe, p.account_version) = (s.account_id, s.currency, s.stripe, 1) AND (p.transfer_id, p.line) <> (s.transfer_id, s.line))
           OR EXISTS (
             SELECT 1 FROM financial.postings p WHERE (p.account_id, p.currency, p.stripe) = (s.account_id, s.currency, s.stripe)
                AND (p.account_version = s.account_version - 1 AND p.balance_after + s.minor = s.balance_after OR p.account_version = s.account_version + 1 AND s.balance_after + p.minor = p.balance_after))
           OR EXISTS (
             SELECT 1 FROM financial.balances b WHERE (b.account_id, b.currency, b.stripe, b.version, b.balance) = (s.account_id, s.currency, s.stripe, s.account_version, s.balance_after))
         ) AS is_broken
    FROM suspects s ORDER BY account_id, currency, stripe, account_version, line`;

/** What does not run on: by transfer, and row by row, in the order of the runs. */
export type Runs = { byTransfer: Map<string, RunFaults>; rows: AlteredRow[] };

type RunRow = { transfer_id: string; line: number; runs_on: boolean; is_broken: boolean | null };

/**
 * Looks for lines that do not run on. Several that were altered alike still fit each other, so nobody in `rows` is innocent
 * until somebody else is found guilty.
 */
export async function runFaults(tx: EntityManager): Promise<Runs> {
  const found = (await tx.query(RUN_FAULTS)) as RunRow[];
  const byTransfer = new Map<string, RunFaults>();
  for (const { transfer_id: id, line, is_broken: isBroken } of found) {
    const { broken, suspect } = byTransfer.get(id) ?? { broken: [], suspect: [] };
    byTransfer.set(id, { broken: isBroken ? [...broken, line] : broken, suspect: [...suspect, line] });
  }
  const rows = found
    .filter((row) => !row.runs_on)
    .map(({ transfer_id, line }) => ({
      table: 'postings' as const,
      row: `${transfer_id}/${line}`,
      what: 'does not run on',
    }));
  return { byTransfer, rows };
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
     UNION
     SELECT a.account_id || '/' || a.currency || '/' || s FROM financial.accounts a CROSS JOIN generate_series(0, a.stripes - 1) AS s
      WHERE NOT EXISTS (SELECT 1 FROM financial.balances b WHERE (b.account_id, b.currency, b.stripe) = (a.account_id, a.currency, s))
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
  opened_with_first: boolean;
};

/** Accounts that are not what their names say, or were not opened by their first posting. */
export async function wrongAccounts(tx: EntityManager): Promise<AlteredRow[]> {
  const rows = (await tx.query(
    `SELECT a.account_id, a.currency, a.kind, a.may_be_negative, a.stripes,
            EXISTS (SELECT 1 FROM financial.postings p JOIN financial.transfers t USING (transfer_id)
                     WHERE p.account_id = a.account_id AND p.currency = a.currency AND p.account_version = 1 AND t.booked_at = a.opened_at) AS opened_with_first
       FROM financial.accounts a ORDER BY 1, 2`,
  )) as AccountRow[];
  const gone = (await tx.query(
    `SELECT DISTINCT account_id, currency FROM financial.postings p
      WHERE NOT EXISTS (SELECT 1 FROM financial.accounts a WHERE (a.account_id, a.currency) = (p.account_id, p.currency)) ORDER BY 1, 2 LIMIT ${SHOWN}`,
  )) as Array<Pick<AccountRow, 'account_id' | 'currency'>>;
  const named = (what: string) => (row: Pick<AccountRow, 'account_id' | 'currency'>) =>
    ({ table: 'accounts', row: `${row.account_id}/${row.currency}`, what }) as const;
  return [
    ...rows.filter((row) => !isAsNamed(row)).map(named('is not as it was opened')),
    ...gone.map(named('is missing')),
  ];
}

function isAsNamed(row: AccountRow): boolean {
  const kind = kindOrNull(row.account_id);
  if (!kind || kind !== row.kind || row.may_be_negative !== mayBeNegative(kind)) return false;
  return row.stripes === stripesOf(kind) && row.opened_with_first;
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
