import { Decimal, invariant } from '@orbiquant/kernel';
import { linkGrowth, returnE12, type FlowFreeStep } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { HOUSE_HOLDER } from './pool-repository.ts';
import { findStrike, newestUnsealed, type Strike } from './strike-repository.ts';
import { e12Text, scaledOf, scaledText } from './scaled.ts';

/** A day's trading of the agent: fills, and those that closed something at a gain or a loss. */
export type DayTrades = { trades: number; wins: number; losses: number };

/** The day of a product: the strikes after one number and up to that of the day itself. */
export type DayOrder = {
  productId: string;
  /** `2026-02-28`. */
  day: string;
  strikeId: string;
  after: number;
  upTo: number;
  trades: DayTrades;
};

/** The places of a cumulative growth between two days, rounded down: 10^-24 of the money in each. */
const GROWTH_PLACES = 24;
const GROWTH_ONE = 10n ** BigInt(GROWTH_PLACES);

type StepRow = {
  holder: string;
  number: number;
  balance: string;
  subscribed: string;
  redeemed: string;
  paid_out: string;
};

/** What each of some holders had after each strike, what went in and out at it, and what a month paid out after it. */
const STEPS = `
  SELECT holder, s.number, COALESCE(b.balance_minor, 0) AS balance,
         COALESCE((SELECT sum(minor) FROM investment.strike_movements m WHERE m.strike_id = s.strike_id AND m.holder = h.holder AND m.reason = 'subscription'), 0) AS subscribed,
         COALESCE((SELECT sum(minor) FROM investment.strike_movements m WHERE m.strike_id = s.strike_id AND m.holder = h.holder AND m.reason = 'redemption'), 0) AS redeemed,
         COALESCE((SELECT sum(l.paid_minor) FROM investment.distributions d JOIN investment.distribution_lines l USING (distribution_id)
                    WHERE d.paid_strike_id = s.strike_id AND l.holder = h.holder), 0) AS paid_out
    FROM unnest($4::text[]) AS h (holder) CROSS JOIN investment.strikes s LEFT JOIN investment.strike_balances b USING (strike_id, holder)
   WHERE s.product_id = $1 AND s.number >= $2 AND s.number <= $3 ORDER BY holder, s.number`;

const NEXT_HOLDERS = `
  SELECT DISTINCT b.holder FROM investment.strikes s
   CROSS JOIN LATERAL (SELECT holder FROM investment.strike_balances WHERE strike_id = s.strike_id AND holder > $4 ORDER BY holder LIMIT $5 + 1) b
   WHERE s.product_id = $1 AND s.number >= $2 AND s.number <= $3 AND b.holder <> '${HOUSE_HOLDER}' ORDER BY 1 LIMIT $5`;

/**
 * Writes down the day of the next holders after `from`. Returns the last of them, null when there are no more. A day that
 * is written stays as it is.
 */
export async function writeAccountDays(
  tx: EntityManager,
  order: DayOrder,
  { from, limit }: { from: string; limit: number },
): Promise<string | null> {
  inTransaction(tx);
  const { productId, after, upTo } = order;
  const found = (await tx.query(NEXT_HOLDERS, [productId, after, upTo, from, limit])) as Array<{ holder: string }>;
  const holders = found.map(({ holder }) => holder);
  if (holders.length === 0) return null;
  const rows = (await tx.query(STEPS, [productId, after, upTo, holders])) as StepRow[];
  const before = await growthBefore(tx, order, holders);
  const byHolder = Map.groupBy(rows, ({ holder }) => holder);
  const days = holders.map((holder) => ({
    holder,
    ...dayOf(byHolder.get(holder) ?? [], { after, growth: before.get(holder) ?? GROWTH_ONE }),
  }));
  await insertDays(tx, order, days);
  return holders.at(-1) ?? null;
}

async function growthBefore(
  tx: EntityManager,
  { productId, day }: DayOrder,
  holders: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = (await tx.query(
    `SELECT DISTINCT ON (holder) holder, cumulative_growth FROM investment.account_days
      WHERE product_id = $1 AND day < $2 AND holder = ANY ($3) ORDER BY holder, day DESC`,
    [productId, day, holders],
  )) as Array<{ holder: string; cumulative_growth: string }>;
  return new Map(rows.map((row) => [row.holder, scaledOf(row.cumulative_growth, GROWTH_PLACES)]));
}

type Figures = {
  openingMinor: bigint;
  closingMinor: bigint;
  subscribedMinor: bigint;
  redeemedMinor: bigint;
  /** Null when nothing was there that could have a return. */
  dailyE12: bigint | null;
  growth: bigint;
};

/** One account's day: stretches without flows, linked. The first row is the strike that the day begins with. */
function dayOf(rows: readonly StepRow[], { after, growth }: { after: number; growth: bigint }): Figures {
  const [first, ...rest] = rows;
  invariant(first, 'a day has a strike');
  const isFirstDay = first.number > after;
  const strikes = isFirstDay ? rows : rest;
  const openingMinor = isFirstDay ? 0n : BigInt(first.balance);
  const steps = stepsOf(strikes, isFirstDay ? 0n : openingMinor - BigInt(first.paid_out));
  const { numerator, denominator } = linkGrowth(steps);
  const sum = (column: 'subscribed' | 'redeemed'): bigint =>
    strikes.reduce((total, row) => total + BigInt(row[column]), 0n);
  return {
    openingMinor,
    closingMinor: BigInt(rows.at(-1)!.balance),
    subscribedMinor: sum('subscribed'),
    redeemedMinor: sum('redeemed') + rows.slice(0, -1).reduce((total, row) => total + BigInt(row.paid_out), 0n),
    dailyE12: steps.some((step) => step.openingMinor > 0n) ? returnE12({ numerator, denominator }) : null,
    growth: (growth * numerator) / denominator,
  };
}

function stepsOf(strikes: readonly StepRow[], standing: bigint): FlowFreeStep[] {
  let openingMinor = atLeastNothing(standing);
  return strikes.map((row) => {
    const beforeFlows = BigInt(row.balance) - BigInt(row.subscribed) + BigInt(row.redeemed);
    // a buyer loses the rounding of a unit, which can be more than an account of a minor unit or two has
    const step = { openingMinor, closingMinor: atLeastNothing(beforeFlows) };
    openingMinor = atLeastNothing(BigInt(row.balance) - BigInt(row.paid_out));
    return step;
  });
}

const atLeastNothing = (minor: bigint): bigint => (minor > 0n ? minor : 0n);

async function insertDays(
  tx: EntityManager,
  { productId, day, strikeId, trades }: DayOrder,
  days: ReadonlyArray<Figures & { holder: string }>,
): Promise<void> {
  await tx.query(
    `INSERT INTO investment.account_days (product_id, day, holder, strike_id, opening_minor, closing_minor, subscribed_minor, redeemed_minor, daily_return,
       cumulative_growth, cumulative_return, trades, wins, losses)
     SELECT $1, $2, holder, $3, opening, closing, subscribed, redeemed, daily, growth, total, $12, $13, $14
       FROM unnest($4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[], $9::numeric[], $10::numeric[], $11::numeric[])
            AS d (holder, opening, closing, subscribed, redeemed, daily, growth, total) ON CONFLICT DO NOTHING`,
    [
      productId,
      day,
      strikeId,
      days.map(({ holder }) => holder),
      days.map(({ openingMinor }) => openingMinor.toString()),
      days.map(({ closingMinor }) => closingMinor.toString()),
      days.map(({ subscribedMinor }) => subscribedMinor.toString()),
      days.map(({ redeemedMinor }) => redeemedMinor.toString()),
      days.map(({ dailyE12 }) => (dailyE12 === null ? null : e12Text(dailyE12))),
      days.map(({ growth }) => scaledText(growth, GROWTH_PLACES)),
      days.map(({ growth }) => e12Text(returnE12({ numerator: growth, denominator: GROWTH_ONE }))),
      trades.trades,
      trades.wins,
      trades.losses,
    ],
  );
}

/** One account's day as it was written. Returns are fractions. */
export type AccountDay = {
  day: string;
  openingMinor: bigint;
  closingMinor: bigint;
  subscribedMinor: bigint;
  redeemedMinor: bigint;
  dailyReturn: Decimal | null;
  cumulativeReturn: Decimal;
} & DayTrades;

type DayRow = {
  day: string;
  opening_minor: string;
  closing_minor: string;
  subscribed_minor: string;
  redeemed_minor: string;
  daily_return: string | null;
  cumulative_return: string;
} & DayTrades;

/** An account's days in a product, newest first. */
export async function accountDaysOf(
  db: EntityManager,
  { productId, userId }: { productId: string; userId: string },
  limit: number,
): Promise<AccountDay[]> {
  const rows = (await db.query(
    'SELECT * FROM investment.account_days WHERE product_id = $1 AND holder = $2 ORDER BY day DESC LIMIT $3',
    [productId, userId, limit],
  )) as DayRow[];
  return rows.map(({ trades, wins, losses, ...row }) => ({
    day: row.day,
    openingMinor: BigInt(row.opening_minor),
    closingMinor: BigInt(row.closing_minor),
    subscribedMinor: BigInt(row.subscribed_minor),
    redeemedMinor: BigInt(row.redeemed_minor),
    dailyReturn: row.daily_return === null ? null : new Decimal(row.daily_return),
    cumulativeReturn: new Decimal(row.cumulative_return),
    trades,
    wins,
    losses,
  }));
}

/** The strike that the day before ended with: the newest daily one before, else the newest from before days were kept. */
export async function strikeBeforeDay(db: EntityManager, productId: string, day: string): Promise<Strike | null> {
  const [row] = (await db.query(
    `SELECT strike_id FROM investment.strikes WHERE product_id = $1 AND period LIKE 'day:%' AND period COLLATE "C" < $2 ORDER BY number DESC LIMIT 1`,
    [productId, `day:${day}`],
  )) as Array<{ strike_id: string }>;
  return row ? findStrike(db, row.strike_id) : newestUnsealed(db, productId);
}

/** Whether a later day of a product was struck: then an earlier one cannot be any more. */
export async function isStruckAfterDay(db: EntityManager, productId: string, day: string): Promise<boolean> {
  const rows = (await db.query(
    `SELECT 1 FROM investment.strikes WHERE product_id = $1 AND period LIKE 'day:%' AND period COLLATE "C" > $2 LIMIT 1`,
    [productId, `day:${day}`],
  )) as unknown[];
  return rows.length > 0;
}

/** The last holder whose day is written; empty when none is. */
export async function daysWrittenTo(db: EntityManager, productId: string, day: string): Promise<string> {
  const [row] = (await db.query(
    'SELECT max(holder) AS holder FROM investment.account_days WHERE product_id = $1 AND day = $2',
    [productId, day],
  )) as Array<{ holder: string | null }>;
  return row?.holder ?? '';
}
