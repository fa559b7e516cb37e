import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import type { Distribution } from './distribution-repository.ts';
import type { PayoutChoice } from './investor-choices.ts';
import { HOUSE_HOLDER } from './pool-repository.ts';
import { shareOut } from './share-out.ts';

/**
 * Each holder's month between two strikes: the first chunk after `$4`. What a month's payment takes out of an account at a
 * strike is a flow of the next stretch, so months and days never overlap.
 */
const COMPUTE = `
  WITH bounds AS (
    SELECT d.distribution_id, d.product_id, COALESCE(o.number, 0) AS after, c.number AS up_to
      FROM investment.distributions d JOIN investment.strikes c ON c.strike_id = d.closing_strike_id
      LEFT JOIN investment.strikes o ON o.strike_id = d.opening_strike_id WHERE d.distribution_id = $1),
  holders AS (
    SELECT holder FROM (
      (SELECT holder FROM investment.strike_balances WHERE strike_id = $2 AND holder > $4 ORDER BY holder LIMIT $5 + 1)
      UNION (SELECT holder FROM investment.strike_balances WHERE strike_id = $3 AND holder > $4 ORDER BY holder LIMIT $5 + 1)
      UNION (SELECT m.holder FROM bounds b JOIN investment.strikes s ON s.product_id = b.product_id AND s.number > b.after AND s.number <= b.up_to
              CROSS JOIN LATERAL (SELECT DISTINCT holder FROM investment.strike_movements WHERE strike_id = s.strike_id AND holder > $4 ORDER BY holder LIMIT $5 + 1) m)) AS everybody
     WHERE holder <> '${HOUSE_HOLDER}' ORDER BY holder LIMIT $5),
  flows AS (
    SELECT m.holder, sum(minor) FILTER (WHERE m.reason = 'subscription') AS subscribed, sum(minor) FILTER (WHERE m.reason = 'redemption') AS redeemed
      FROM investment.strike_movements m JOIN investment.strikes s USING (strike_id) JOIN bounds b USING (product_id)
     WHERE s.number > b.after AND s.number <= b.up_to AND m.holder IN (SELECT holder FROM holders) GROUP BY 1),
  paid_out AS (
    SELECT l.holder, sum(l.paid_minor) AS paid
      FROM investment.distribution_lines l JOIN investment.distributions d USING (distribution_id) JOIN investment.strikes s ON s.strike_id = d.paid_strike_id
      JOIN bounds b ON b.product_id = d.product_id
     WHERE d.distribution_id <> b.distribution_id AND s.number >= b.after AND s.number < b.up_to AND l.holder IN (SELECT holder FROM holders) GROUP BY 1),
  fees AS (
    SELECT e.holder, sum(e.fee_minor) AS fee
      FROM investment.fee_events e JOIN investment.strikes s USING (strike_id) JOIN bounds b USING (product_id)
     WHERE e.holder IN (SELECT holder FROM holders)
       AND CASE WHEN e.distribution_id IS NULL THEN s.number > b.after AND s.number <= b.up_to ELSE s.number >= b.after AND s.number < b.up_to END GROUP BY 1),
  months AS (
    SELECT h.holder, COALESCE(o.balance_minor, 0) AS opening, COALESCE(c.balance_minor, 0) AS closing, COALESCE(f.subscribed, 0) AS subscribed,
           COALESCE(f.redeemed, 0) + COALESCE(p.paid, 0) AS redeemed,
           COALESCE(e.fee, 0) + COALESCE(c.fee_accrued_minor, 0) - COALESCE(o.fee_accrued_minor, 0) AS fee
      FROM holders h LEFT JOIN investment.strike_balances o ON o.strike_id = $3 AND o.holder = h.holder
      LEFT JOIN investment.strike_balances c ON c.strike_id = $2 AND c.holder = h.holder
      LEFT JOIN flows f ON f.holder = h.holder LEFT JOIN paid_out p ON p.holder = h.holder LEFT JOIN fees e ON e.holder = h.holder),
  net AS (SELECT *, closing - opening - subscribed + redeemed AS profit FROM months),
  choices AS (
    SELECT net.*, COALESCE(w.choice, 'reinvest') AS choice, COALESCE(w.choice = 'pay-out', false) OR COALESCE(a.standing = 'deleted', false) AS pays
      FROM net LEFT JOIN investment.payout_preferences w ON w.product_id = (SELECT product_id FROM bounds) AND w.user_id = net.holder::uuid
      LEFT JOIN investment.account_standings a ON a.user_id = net.holder::uuid)
  INSERT INTO investment.distribution_lines (distribution_id, holder, opening_minor, closing_minor, subscribed_minor, redeemed_minor, fee_minor,
    gross_profit_minor, net_profit_minor, choice, asked_minor)
  SELECT $1, holder, opening, closing, subscribed, redeemed, fee, profit + fee, profit, choice,
         CASE WHEN pays THEN GREATEST(LEAST(profit, closing), 0) ELSE 0 END FROM choices
  RETURNING holder`;

/** Writes the lines of the next holders of a locked month. Returns the last of them, null when there are no more. */
export async function computeLines(
  tx: EntityManager,
  { distributionId, closingStrikeId, openingStrikeId, computedTo }: Distribution,
  limit: number,
): Promise<string | null> {
  inTransaction(tx);
  const rows = (await tx.query(COMPUTE, [
    distributionId,
    closingStrikeId,
    openingStrikeId,
    computedTo,
    limit,
  ])) as Array<{ holder: string }>;
  return rows.reduce<string | null>((last, { holder }) => (last === null || holder > last ? holder : last), null);
}

/** Gives each line its share of what can be paid: all that was asked for, or in proportion to it when cash is short. */
export async function shareLines(tx: EntityManager, distributionId: string, cashMinor: bigint): Promise<void> {
  inTransaction(tx);
  const [row] = (await tx.query(
    'SELECT COALESCE(sum(asked_minor), 0)::text AS asked FROM investment.distribution_lines WHERE distribution_id = $1',
    [distributionId],
  )) as Array<{ asked: string }>;
  const askedMinor = BigInt(row?.asked ?? 0);
  const totalMinor = askedMinor < cashMinor ? askedMinor : cashMinor;
  await shareOut(
    tx,
    {
      table: 'investment.distribution_lines',
      key: 'holder',
      weight: 'asked_minor',
      share: 'share_minor',
      where: 'distribution_id = $2',
    },
    { totalMinor, value: distributionId },
  );
}

/** A line that is to be paid, or has nothing to be paid. */
export type LineToPay = { holder: string; shareMinor: bigint; choice: PayoutChoice };

/** The next lines of a computed month that have not been paid. */
export async function linesToPay(tx: EntityManager, distributionId: string, limit: number): Promise<LineToPay[]> {
  inTransaction(tx);
  const rows = (await tx.query(
    `SELECT holder, share_minor, choice FROM investment.distribution_lines WHERE distribution_id = $1 AND paid_minor IS NULL AND share_minor > 0
      ORDER BY holder LIMIT $2`,
    [distributionId, limit],
  )) as Array<{ holder: string; share_minor: string; choice: PayoutChoice }>;
  return rows.map(({ holder, share_minor, choice }) => ({ holder, shareMinor: BigInt(share_minor), choice }));
}

/** A line that was paid. */
export type PaidLine = { holder: string; paidMinor: bigint; paidTo: 'wallet' | 'unclaimed' };

/** Marks lines as paid; each can be once. */
export async function markPaid(tx: EntityManager, distributionId: string, lines: readonly PaidLine[]): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `UPDATE investment.distribution_lines l SET paid_minor = p.paid, paid_to = p.paid_to
       FROM unnest($2::text[], $3::numeric[], $4::text[]) AS p (holder, paid, paid_to) WHERE l.distribution_id = $1 AND l.holder = p.holder`,
    [
      distributionId,
      lines.map(({ holder }) => holder),
      lines.map(({ paidMinor }) => paidMinor.toString()),
      lines.map(({ paidTo }) => paidTo),
    ],
  );
}

/** Marks the lines that have nothing to be paid. */
export async function markRest(tx: EntityManager, distributionId: string): Promise<void> {
  inTransaction(tx);
  await tx.query(
    'UPDATE investment.distribution_lines SET paid_minor = 0 WHERE distribution_id = $1 AND paid_minor IS NULL AND share_minor = 0',
    [distributionId],
  );
}

/** One account's month as it was closed. Minor units. */
export type DistributionLine = {
  period: string;
  state: string;
  openingMinor: bigint;
  closingMinor: bigint;
  subscribedMinor: bigint;
  redeemedMinor: bigint;
  feeMinor: bigint;
  grossProfitMinor: bigint;
  netProfitMinor: bigint;
  choice: PayoutChoice;
  /** Null until it is posted. */
  paidMinor: bigint | null;
  paidTo: 'wallet' | 'unclaimed' | null;
};

type LineRow = {
  period: string;
  state: string;
  opening_minor: string;
  closing_minor: string;
  subscribed_minor: string;
  redeemed_minor: string;
  fee_minor: string;
  gross_profit_minor: string;
  net_profit_minor: string;
  choice: PayoutChoice;
  paid_minor: string | null;
  paid_to: DistributionLine['paidTo'];
};

/** An account's months in a product, newest first. */
export async function monthsOf(
  db: EntityManager,
  { productId, userId }: { productId: string; userId: string },
  limit: number,
): Promise<DistributionLine[]> {
  const rows = (await db.query(
    `SELECT d.period, d.state, l.* FROM investment.distribution_lines l JOIN investment.distributions d USING (distribution_id)
      WHERE d.product_id = $1 AND l.holder = $2 AND d.state IN ('posted', 'signed') ORDER BY d.period DESC LIMIT $3`,
    [productId, userId, limit],
  )) as LineRow[];
  return rows.map((row) => ({
    period: row.period,
    state: row.state,
    openingMinor: BigInt(row.opening_minor),
    closingMinor: BigInt(row.closing_minor),
    subscribedMinor: BigInt(row.subscribed_minor),
    redeemedMinor: BigInt(row.redeemed_minor),
    feeMinor: BigInt(row.fee_minor),
    grossProfitMinor: BigInt(row.gross_profit_minor),
    netProfitMinor: BigInt(row.net_profit_minor),
    choice: row.choice,
    paidMinor: row.paid_minor === null ? null : BigInt(row.paid_minor),
    paidTo: row.paid_to,
  }));
}
