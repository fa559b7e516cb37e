import { Client } from 'pg';
import { ccxtVenue, connectExchange } from '@orbiquant/trading-ccxt';
import type { Venue } from '@orbiquant/trading';
import type { RunningInstallation } from '../installation.ts';
import { checkFills } from './check-fills.ts';
import { checkJournal } from './check-journal.ts';
import { checkLedger } from './check-ledger.ts';
import { checkNav } from './check-nav.ts';
import { checkPositions } from './check-positions.ts';

/** One thing that does not agree, in words an operator can act on. */
export type Difference = { check: string; what: string };
/** What a check looked at, and what it found. */
export type CheckResult = { counted: Record<string, number | string>; differences: Difference[] };

type Output = { json: boolean; write: (line: string) => void };

/** Walks the corridor back from the balance to the candle for every agent, from the rows and the venue's own word. */
export async function runVerify(installation: RunningInstallation, { json, write }: Output): Promise<number> {
  const db = new Client({ connectionString: installation.ownerUrl });
  await db.connect();
  const { orion } = installation.secrets;
  const exchange = connectExchange({
    exchange: 'binance',
    apiKey: orion.apiKey,
    secret: orion.secret,
    baseUrl: installation.addressOf('paper-exchange'),
  });
  try {
    const report = await verify(db, ccxtVenue(exchange, 'paper'));
    write(json ? JSON.stringify(report) : inWords(report));
    return report.differences === 0 ? 0 : 1;
  } finally {
    await exchange.close();
    await db.end();
  }
}

type Report = {
  differences: number;
  agents: Array<{ agentId: string; checks: Record<string, CheckResult> }>;
  ledger: CheckResult;
};

async function verify(db: Client, venue: Venue): Promise<Report> {
  const { rows } = await db.query<{ agent_id: string }>('SELECT agent_id FROM trading.agents ORDER BY agent_id');
  const agents = [];
  for (const { agent_id: agentId } of rows) {
    agents.push({
      agentId,
      checks: {
        positions: await checkPositions(db, venue, agentId),
        nav: await checkNav(db, agentId),
        fills: await checkFills(db, agentId),
        journal: await checkJournal(db, agentId),
      },
    });
  }
  const ledger = await checkLedger(db);
  const all = [ledger, ...agents.flatMap(({ checks }) => Object.values(checks))];
  return { differences: all.reduce((sum, { differences }) => sum + differences.length, 0), agents, ledger };
}

function inWords({ differences, agents, ledger }: Report): string {
  const lines = [
    ...agents.flatMap(({ agentId, checks }) =>
      Object.entries(checks).map(([name, result]) => line(`${agentId} ${name}`, result)),
    ),
    line('ledger', ledger),
  ];
  return [...lines, differences === 0 ? 'No differences.' : `${differences} difference(s).`].join('\n');
}

function line(name: string, { counted, differences }: CheckResult): string {
  const figures = Object.entries(counted)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
  return [
    `${differences.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${figures}`,
    ...differences.map(({ what }) => `       ${what}`),
  ].join('\n');
}
