import { Decimal, sumDecimals, ZERO, type Decimal as Exact } from '@orbiquant/kernel';
import type { Instrument, Order } from '@orbiquant/contracts';
import type { Holdings } from '@orbiquant/agent';
import { assetsOf, equityOf } from '@orbiquant/trading';
import { orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';

/** The last close of each instrument the agent watches, as marks for its own picture of equity. */
export function closesAsMarks(agent: AgentContext): Record<string, Exact> {
  const interval = agent.stored.mandate.decisionInterval;
  const closes = [...agent.windows].map(
    ([symbol, window]) => [symbol, window.viewAt(Number.MAX_SAFE_INTEGER).closed[interval]?.at(-1)?.close] as const,
  );
  return Object.fromEntries(
    closes
      .filter((entry): entry is readonly [string, number] => entry[1] !== undefined)
      .map(([symbol, close]) => [symbol, new Decimal(close)]),
  );
}

/** What the agent has of an instrument, base units. */
export const heldOf = (agent: AgentContext, symbol: string): Exact => agent.balances[assetsOf(symbol).base] ?? ZERO;

/** The agent's money and its orders of an instrument, as a decision needs them. */
export async function holdingsOf(
  agent: AgentContext,
  instrument: Instrument,
): Promise<{ holdings: Holdings; live: Order[] }> {
  const live = await orderRepository(agent.db.manager).live(agent.stored.agentId, instrument.symbol);
  const marks = closesAsMarks(agent);
  const values = Object.entries(marks).map(([symbol, mark]) => heldOf(agent, symbol).times(mark));
  const holdings: Holdings = {
    equity: equityOf(agent.balances, agent.quoteAsset, marks),
    cash: agent.balances[agent.quoteAsset] ?? ZERO,
    held: heldOf(agent, instrument.symbol),
    exposure: sumDecimals(values),
    symbolExposure: heldOf(agent, instrument.symbol).times(marks[instrument.symbol] ?? ZERO),
    standingStop: standingStop(live)?.stopPrice ?? null,
    orderInFlight: live.some(({ purpose }) => purpose !== 'stop'),
  };
  return { holdings, live };
}

/** The stop that protects a position now, if one is with the venue. */
export const standingStop = (live: readonly Order[]): Order | undefined =>
  live.find(({ purpose, state }) => purpose === 'stop' && (state === 'open' || state === 'partially-filled'));
