import { getAccountStatement, getAgent, type AccountStatement } from '@orbiquant/contracts';
import { AppError, sumDecimals, type Decimal } from '@orbiquant/kernel';
import { exponentOf } from '@orbiquant/ledger';
import type { PoolProduct } from '@orbiquant/pamm-store';
import { drain } from '@orbiquant/platform-events';
import { judgeStatement, type StatementRefusal } from '@orbiquant/portfolio';
import { seqOfFill, sumFills, type FillSum } from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';
import { HOUSE } from '../peers.ts';
import { bookFills } from './book-fills.ts';

/** A statement that our own fills confirm to the digit, and what it was compared with. */
export type Reconciled = { statement: AccountStatement; startedEquity: Decimal; fills: FillSum[] };

const ATTEMPTS = 3;
const BETWEEN_MS = 150;

type Attempt = Reconciled | StatementRefusal | { code: 'fills-late'; detail: string };

/**
 * The venue account as the agents' service states it, confirmed by the fills that we have folded ourselves. A fill that
 * falls between two looks is no difference yet, so it looks again a few times.
 * @throws AppError data-stale (fills or marks are missing), conflict (it does not add up).
 */
export async function reconciledStatement(deps: Deps, product: PoolProduct): Promise<Reconciled> {
  for (let attempt = 1; ; attempt++) {
    const seen = await look(deps, product);
    if ('statement' in seen) return seen;
    if (attempt === ATTEMPTS) throw refusalError(seen);
    await deps.clock.sleep(BETWEEN_MS);
  }
}

async function look(deps: Deps, { agentId, currency }: PoolProduct): Promise<Attempt> {
  const { call } = deps.peers['trading-agents'];
  const agent = await call(getAgent, { params: { agentId } }, { person: HOUSE });
  const statement = await call(getAccountStatement, { params: { agentId } });
  if (!agent.startedEquity?.greaterThan(0))
    return { code: 'not-reconciled', detail: 'the agent has not started trading' };
  if (statement.quoteAsset !== currency)
    return { code: 'not-reconciled', detail: `the account is in ${statement.quoteAsset}` };
  await drain(deps.db, bookFills(deps));
  const seq = await seqOfFill(deps.db.manager, statement.lastFillId);
  if (seq === null) return { code: 'fills-late', detail: 'the newest fill has not arrived yet' };
  const fills = await sumFills(deps.db.manager, agentId, seq);
  const verdict = judgeStatement(statement, {
    quantities: new Map(fills.map(({ symbol, quantity }) => [symbol, quantity])),
    cash: sumDecimals([agent.startedEquity, ...fills.map(({ cash }) => cash)]),
    fills: fills.reduce((count, sum) => count + sum.fills, 0),
    exponent: exponentOf(currency),
  });
  return verdict.ok ? { statement, startedEquity: agent.startedEquity, fills } : verdict.refusal;
}

const PASSES_BY_ITSELF = new Set(['fills-late', 'orders-unknown', 'mark-missing']);

function refusalError({ code, detail }: Exclude<Attempt, Reconciled>): AppError {
  const retryable = PASSES_BY_ITSELF.has(code);
  return new AppError(retryable ? 'data-stale' : 'conflict', `No NAV was struck: ${detail}`, {
    retryable,
    errors: [{ path: 'statement', code, message: detail }],
  });
}
