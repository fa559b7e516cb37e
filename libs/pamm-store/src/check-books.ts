import { capitalOf, feesAccruedOf, pendingOf } from '@orbiquant/ledger';
import { accruedManagementFeeMinor } from '@orbiquant/pamm';
import type { EntityManager } from '@orbiquant/platform-db';
import type { AlteredPoolRow } from './check-pools.ts';
import { digestOfDistribution } from './distribution-repository.ts';

/** What the pools say against the ledger: each movement, each month's payment, and what is owed to every pool. */
export async function checkBooks(tx: EntityManager): Promise<AlteredPoolRow[]> {
  return [
    ...(await unbookedMovements(tx)),
    ...(await unbookedPayments(tx)),
    ...(await alteredMonths(tx)),
    ...(await wrongPools(tx)),
  ];
}

/** Movements that the ledger does not have as they are written here. */
async function unbookedMovements(tx: EntityManager): Promise<AlteredPoolRow[]> {
  const rows = (await tx.query(
    `SELECT m.strike_id || '/' || m.line AS row
       FROM investment.strike_movements m LEFT JOIN financial.transfers t ON t.idempotency_key = m.transfer_key
      WHERE t.transfer_id IS NULL OR m.minor <> COALESCE((SELECT sum(minor) FROM financial.postings p WHERE p.transfer_id = t.transfer_id AND minor > 0), 0)
      ORDER BY m.strike_id, m.line LIMIT 1000`,
  )) as Array<{ row: string }>;
  return rows.map(({ row }) => ({ table: 'strike_movements', row, what: 'is not in the ledger as it is here' }));
}

/** Payments of months that the ledger does not have as they are written here. */
async function unbookedPayments(tx: EntityManager): Promise<AlteredPoolRow[]> {
  const rows = (await tx.query(
    `SELECT l.distribution_id || '/' || l.holder AS row
       FROM investment.distribution_lines l
       LEFT JOIN financial.transfers t ON t.idempotency_key = 'distribution:' || l.distribution_id || ':' || l.holder
      WHERE l.paid_minor > 0 AND l.paid_minor IS DISTINCT FROM (SELECT sum(minor) FROM financial.postings p WHERE p.transfer_id = t.transfer_id AND minor > 0)
         OR COALESCE(l.paid_minor, 0) = 0 AND t.transfer_id IS NOT NULL
      ORDER BY 1 LIMIT 1000`,
  )) as Array<{ row: string }>;
  return rows.map(({ row }) => ({ table: 'distribution_lines', row, what: 'is not in the ledger as it is here' }));
}

/** Signed months that are not what was signed. */
async function alteredMonths(tx: EntityManager): Promise<AlteredPoolRow[]> {
  const signed = (await tx.query(
    `SELECT distribution_id, lines_digest FROM investment.distributions WHERE state = 'signed' ORDER BY period, distribution_id`,
  )) as Array<{ distribution_id: string; lines_digest: string }>;
  const altered: AlteredPoolRow[] = [];
  for (const { distribution_id, lines_digest } of signed)
    if ((await digestOfDistribution(tx, distribution_id)) !== lines_digest)
      altered.push({ table: 'distributions', row: distribution_id, what: 'is not what was signed' });
  return altered;
}

type PoolRow = {
  product_id: string;
  currency: string;
  status: string;
  units: string;
  cash_minor: string;
  venue_minor: string;
  fee_numerator: string;
  nav_minor: string;
  lot_units: string;
  queued: string;
};

/** Pools that are not what their lots and the ledger say. */
async function wrongPools(tx: EntityManager): Promise<AlteredPoolRow[]> {
  const rows = (await tx.query(
    `SELECT p.*, r.currency, COALESCE((SELECT sum(units) FROM investment.lots l WHERE l.product_id = p.product_id AND l.series = p.series), 0)::numeric(38,12) AS lot_units,
            COALESCE((SELECT sum(cash_minor) FROM investment.subscriptions s WHERE s.product_id = p.product_id AND s.status = 'queued'), 0) AS queued
       FROM investment.pools p JOIN investment.products r USING (product_id) ORDER BY product_id`,
  )) as PoolRow[];
  const altered: AlteredPoolRow[] = [];
  for (const row of rows) {
    const what = await poolFault(tx, row);
    if (what) altered.push({ table: 'pools', row: row.product_id, what });
  }
  return altered;
}

async function poolFault(tx: EntityManager, row: PoolRow): Promise<string | null> {
  const { product_id: productId, currency } = row;
  const owed = await standingIn(tx, [capitalOf(productId), feesAccruedOf(productId), pendingOf(productId)], currency);
  const accruedMinor = accruedManagementFeeMinor({ feeNumerator: BigInt(row.fee_numerator) });
  const navMinor = BigInt(row.nav_minor);
  if (row.units !== row.lot_units) return 'its units are not the sum of its lots';
  if (owed[0] !== navMinor) return `the books owe ${owed[0]} to its holders, not ${navMinor}`;
  if (owed[1] !== accruedMinor) return `the books owe ${owed[1]} to its manager, not ${accruedMinor}`;
  if (owed[2] !== BigInt(row.queued)) return `the books hold ${owed[2]} for those who wait, not ${row.queued}`;
  if (row.status === 'open' && BigInt(row.cash_minor) + BigInt(row.venue_minor) !== navMinor + accruedMinor)
    return 'its cash and its part of the venue account are not what it owes';
  return null;
}

async function standingIn(tx: EntityManager, accounts: readonly string[], currency: string): Promise<bigint[]> {
  const rows = (await tx.query(
    `SELECT COALESCE((SELECT sum(balance) FROM financial.balances WHERE account_id = a.account AND currency = $2), 0)::text AS balance
       FROM unnest($1::text[]) WITH ORDINALITY AS a (account, place) ORDER BY place`,
    [accounts, currency],
  )) as Array<{ balance: string }>;
  return rows.map(({ balance }) => BigInt(balance));
}
