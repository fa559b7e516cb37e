import { SettledDay, type Disposition } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';
import { readFact, type DayInput } from '@orbiquant/settlement';
import { z } from 'zod';
import { poolsBefore } from './load-pools.ts';

/** Which day, and up to when of it. */
export type DayOrder = Pick<DayInput, 'day' | 'cycle' | 'fromMs' | 'toMs' | 'settledAtMs' | 'currency' | 'exponent'>;

const HISTORY_DAYS = 364;

/** Everything that a settlement of a day is made of, as the rows have it now. */
export async function loadDay(tx: EntityManager, order: DayOrder): Promise<DayInput> {
  const facts = await factsOf(tx, order.day);
  return {
    ...order,
    results: facts('trading_results').map(({ id, fact }) => ({ factId: id, ...readFact('trading_results', fact) })),
    capital: facts('capital_data').map(({ fact }) => readFact('capital_data', fact)),
    people: facts('user_data').map(({ fact }) => readFact('user_data', fact)),
    macro: await macroBefore(tx, order.toMs),
    pools: await poolsBefore(tx, order),
    lastOwners: await lastOwners(tx, order.day),
    dispositions: await dispositionsOf(tx),
    history: await historyBefore(tx, order.day),
    lateEvents: facts.late,
    deadLetters: await deadLettersOf(tx, order.day),
  };
}

type FactRow = { channel: string; id: string; fact: unknown; is_late: boolean };

async function factsOf(tx: EntityManager, day: string): Promise<((channel: string) => FactRow[]) & { late: number }> {
  const rows = (await tx.query(
    'SELECT channel, fact_id AS id, fact, is_late FROM financial.settlement_facts WHERE day = $1 ORDER BY channel, at, fact_id',
    [day],
  )) as FactRow[];
  const of = (channel: string): FactRow[] => rows.filter((row) => row.channel === channel);
  return Object.assign(of, { late: rows.filter((row) => row.is_late).length });
}

/** The newest figure of each market that was known before an instant; null when none ever was. */
async function macroBefore(tx: EntityManager, toMs: number): Promise<DayInput['macro']> {
  const newest = async (field: 'sp500_price' | 'vix_price'): Promise<{ value: string; at: Date } | undefined> => {
    const rows = (await tx.query(
      `SELECT fact ->> $2 AS value, at FROM financial.settlement_facts
        WHERE channel = 'macro_data' AND at < $1 AND fact ->> $2 IS NOT NULL ORDER BY at DESC, fact_id DESC LIMIT 1`,
      [new Date(toMs), field],
    )) as Array<{ value: string; at: Date }>;
    return rows[0];
  };
  const [sp500, vix] = [await newest('sp500_price'), await newest('vix_price')];
  if (!sp500 && !vix) return null;
  // the older of the two tells how old the whole is
  const atMs = Math.min(...[sp500, vix].flatMap((one) => (one ? [one.at.getTime()] : [])));
  return { sp500: sp500 ? new Decimal(sp500.value) : null, vix: vix ? new Decimal(vix.value) : null, atMs };
}

async function lastOwners(tx: EntityManager, day: string): Promise<DayInput['lastOwners']> {
  return (await tx.query(
    `SELECT DISTINCT ON (symbol, exchange) symbol, exchange, "userId", "agentId" FROM (
       SELECT fact ->> 'symbol' AS symbol, fact ->> 'exchange' AS exchange, fact ->> 'user_id' AS "userId", fact ->> 'agent_id' AS "agentId", at, fact_id
         FROM financial.settlement_facts WHERE channel = 'trading_results' AND day <= $1) AS told
      WHERE "userId" IS NOT NULL OR "agentId" IS NOT NULL ORDER BY symbol, exchange, at DESC, fact_id DESC`,
    [day],
  )) as Array<DayInput['lastOwners'][number]>;
}

/** Who does not simply reinvest: who chose to be paid, and accounts that are frozen or deleted. */
async function dispositionsOf(tx: EntityManager): Promise<Map<string, Disposition>> {
  const rows = (await tx.query(
    `SELECT user_id::text AS holder, 'pay-out' AS disposition FROM investment.payout_preferences WHERE choice = 'pay-out'
     UNION ALL SELECT user_id::text, 'unclaimed' FROM investment.account_standings WHERE standing <> 'in-order' ORDER BY disposition`,
  )) as Array<{ holder: string; disposition: Disposition }>;
  return new Map(rows.map(({ holder, disposition }) => [holder, disposition]));
}

async function historyBefore(tx: EntityManager, day: string): Promise<SettledDay[]> {
  const rows = (await tx.query(
    `SELECT day, report #>> '{totals,netMinor}' AS "netMinor", report #>> '{totals,roi}' AS roi FROM financial.settlement_reports
      WHERE cycle = 'close' AND day < $1 ORDER BY day DESC LIMIT ${HISTORY_DAYS}`,
    [day],
  )) as Array<z.input<typeof SettledDay>>;
  return rows.reverse().map((row) => z.decode(SettledDay, row));
}

async function deadLettersOf(tx: EntityManager, day: string): Promise<number> {
  const [row] = (await tx.query(
    'SELECT count(*)::integer AS dead FROM financial.settlement_dead_letters WHERE day = $1',
    [day],
  )) as Array<{ dead: number }>;
  return row?.dead ?? 0;
}
