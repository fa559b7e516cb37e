import type { Client } from 'pg';
import { Decimal, decimal } from '@orbiquant/kernel';
import { exponentOf, toUnits } from '@orbiquant/ledger';
import type { CheckResult, Difference } from './verify.ts';

type StrikeRow = {
  strike_id: string;
  product_id: string;
  nav_minor: string;
  pool_cash_minor: string;
  accrued_fees_minor: string;
  venue_cash: string;
  last_fill_id: string | null;
  currency: string;
  units: string;
  nav_per_unit: string;
  venue_share: string;
  capital: string;
  fees: string;
  paid_out: string;
};
const ZERO_PRICE = '0.000000000000';

type PositionRow = { strike_id: string; symbol: string; quantity: string; mark: string; value: string };

const STRIKES = `
  SELECT s.*, p.venue_share, COALESCE((SELECT sum(balance) FROM financial.balances WHERE account_id = 'pool:' || s.product_id || ':capital' AND currency = s.currency), 0) AS capital,
         COALESCE((SELECT sum(balance) FROM financial.balances WHERE account_id = 'pool:' || s.product_id || ':fees-accrued' AND currency = s.currency), 0) AS fees,
         COALESCE((SELECT sum(paid_minor) FROM investment.distribution_lines JOIN investment.distributions d USING (distribution_id) WHERE d.paid_strike_id = s.strike_id), 0) AS paid_out
    FROM investment.strikes s JOIN investment.products p USING (product_id)
   WHERE p.agent_id = $1 ORDER BY s.product_id, s.number`;

/** Each NAV = pool cash + venue cash + positions at mark - fees; each position = its part of the fills; the books owe the last NAV. */
export async function checkNav(db: Client, agentId: string): Promise<CheckResult> {
  const { rows: strikes } = await db.query<StrikeRow>(STRIKES, [agentId]);
  const { rows: positions } = await db.query<PositionRow>(
    'SELECT strike_id, symbol, quantity, mark, value FROM investment.strike_positions',
  );
  const differences: Difference[] = [];
  for (const strike of strikes)
    differences.push(
      ...(await strikeDifferences(
        db,
        strike,
        positions.filter((row) => row.strike_id === strike.strike_id),
      )),
    );
  const newest = [...new Map(strikes.map((strike) => [strike.product_id, strike])).values()];
  differences.push(...newest.flatMap(booksDifferences));
  const last = newest[0];
  return {
    counted: {
      strikes: strikes.length,
      positions: positions.length,
      lastNav: last ? inUnits(last.nav_minor, last.currency).toFixed() : '0',
    },
    differences,
  };
}

const inUnits = (minor: string, currency: string): Decimal => toUnits(BigInt(minor), exponentOf(currency));

async function strikeDifferences(
  db: Client,
  strike: StrikeRow,
  positions: readonly PositionRow[],
): Promise<Difference[]> {
  if (strike.nav_minor === '0' && strike.nav_per_unit === ZERO_PRICE) return []; // a total loss has ended the pool
  const marked = positions.reduce((sum, { quantity, mark }) => sum.plus(decimal(quantity).times(mark)), new Decimal(0));
  const nav = inUnits(strike.pool_cash_minor, strike.currency)
    .plus(strike.venue_cash)
    .plus(marked)
    .minus(inUnits(strike.accrued_fees_minor, strike.currency))
    .toDecimalPlaces(exponentOf(strike.currency), Decimal.ROUND_FLOOR);
  const navFault = nav.eq(inUnits(strike.nav_minor, strike.currency))
    ? []
    : [
        {
          check: 'nav',
          what: `Strike ${strike.strike_id}: cash and marks make ${nav.toFixed()}, the NAV says ${inUnits(strike.nav_minor, strike.currency).toFixed()}`,
        },
      ];
  const apart = await Promise.all(positions.map((position) => positionDifference(db, strike, position)));
  return [...navFault, ...apart.flat()];
}

const HELD = `
  SELECT COALESCE(sum(CASE WHEN side = 'buy' THEN quantity ELSE -quantity END - CASE WHEN fee_asset = split_part(symbol, '/', 1) THEN fee ELSE 0 END), 0) AS held
    FROM trading.fills WHERE symbol = $1 AND fill_seq <= (SELECT fill_seq FROM trading.fills WHERE fill_id::text = $2)`;

async function positionDifference(
  db: Client,
  { strike_id: strikeId, last_fill_id: lastFillId, venue_share: share }: StrikeRow,
  { symbol, quantity }: PositionRow,
): Promise<Difference[]> {
  const { rows } = await db.query<{ held: string }>(HELD, [symbol, lastFillId]);
  const held = decimal(rows[0]?.held ?? '0').times(share);
  return held.eq(quantity)
    ? []
    : [{ check: 'nav', what: `Strike ${strikeId}: ${symbol} is ${quantity}, its fills sum to ${held.toFixed()}` }];
}

/** The NAV of a strike includes whom it dealt, so the books owe that until the next, less what a month paid out since. */
function booksDifferences(strike: StrikeRow): Difference[] {
  const owed = BigInt(strike.nav_minor) - BigInt(strike.paid_out);
  const inWords = (minor: bigint | string): string => inUnits(minor.toString(), strike.currency).toFixed();
  const faults: Difference[] = [];
  if (BigInt(strike.capital) !== owed)
    faults.push({
      check: 'nav',
      what: `The books owe ${inWords(strike.capital)} to unit holders, the last NAV leaves ${inWords(owed)}`,
    });
  if (strike.fees !== strike.accrued_fees_minor)
    faults.push({
      check: 'nav',
      what: `The books owe ${inWords(strike.fees)} to the manager, the last strike says ${inWords(strike.accrued_fees_minor)}`,
    });
  return faults;
}
