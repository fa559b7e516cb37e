import type { Client } from 'pg';
import { decimal, type Decimal } from '@orbiquant/kernel';
import { balanceDifferences, balancesAfter, type Balances, type Venue } from '@orbiquant/trading';
import type { CheckResult } from './verify.ts';

type FillRow = {
  symbol: string;
  side: 'buy' | 'sell';
  price: string;
  quantity: string;
  fee: string;
  fee_asset: string;
};

const TRIES = 5;

/** Positions = openings + sum of fills = the venue's balances = the backend's folded positions, to the last digit. */
export async function checkPositions(db: Client, venue: Venue, agentId: string): Promise<CheckResult> {
  let last: CheckResult = { counted: {}, differences: [] };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    last = await compare(db, venue, agentId);
    if (last.differences.length === 0) break;
    // A running market moves between two readings; what is still different after a while is a difference.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  return last;
}

async function compare(db: Client, venue: Venue, agentId: string): Promise<CheckResult> {
  const fills = await fillsOf(db, agentId);
  const ours = balancesAfter(await openingsOf(db, agentId), fills);
  const differences = balanceDifferences(ours, await venue.balances()).map(({ asset, ours: we, venues }) => ({
    check: 'positions',
    what: `${asset}: our fills say ${we.toFixed()}, the venue ${venues.toFixed()}`,
  }));
  const folded = await foldedPositions(db, agentId);
  const opening = await openingsOf(db, agentId);
  const apart = Object.entries(folded).flatMap(([symbol, quantity]) => {
    const base = symbol.split('/')[0] ?? symbol;
    const sum = (ours[base] ?? decimal('0')).minus(opening[base] ?? decimal('0'));
    return sum.eq(quantity)
      ? []
      : [
          {
            check: 'positions',
            what: `${symbol}: the fills sum to ${sum.toFixed()}, the pool's position is ${quantity.toFixed()}`,
          },
        ];
  });
  return {
    counted: { fills: fills.length, assets: Object.keys(ours).length, positions: Object.keys(folded).length },
    differences: [...differences, ...apart],
  };
}

async function openingsOf(db: Client, agentId: string): Promise<Balances> {
  const { rows } = await db.query<{ asset: string; quantity: string }>(
    'SELECT asset, quantity FROM trading.account_openings WHERE agent_id = $1',
    [agentId],
  );
  return Object.fromEntries(rows.map(({ asset, quantity }) => [asset, decimal(quantity)]));
}

async function fillsOf(db: Client, agentId: string) {
  const { rows } = await db.query<FillRow>(
    'SELECT symbol, side, price, quantity, fee, fee_asset FROM trading.fills WHERE agent_id = $1',
    [agentId],
  );
  return rows.map(({ fee_asset: feeAsset, price, quantity, fee, ...row }) => ({
    ...row,
    feeAsset,
    price: decimal(price),
    quantity: decimal(quantity),
    fee: decimal(fee),
  }));
}

async function foldedPositions(db: Client, agentId: string): Promise<Record<string, Decimal>> {
  const { rows } = await db.query<{ symbol: string; quantity: string }>(
    'SELECT symbol, quantity FROM investment.positions WHERE agent_id = $1',
    [agentId],
  );
  return Object.fromEntries(rows.map(({ symbol, quantity }) => [symbol, decimal(quantity)]));
}
