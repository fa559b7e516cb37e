import { sumDecimals, ZERO, type Decimal } from '@orbiquant/kernel';
import type { Order } from '@orbiquant/contracts';
import { lossPeriodStart } from '@orbiquant/agent';
import { equityOf, type RiskPicture } from '@orbiquant/trading';
import { agentRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { closesAsMarks, heldOf } from './holdings.ts';

const HOUR_MS = 3_600_000;

/** Everything the risk engine weighs an order against, read now. */
export async function riskPicture(
  agent: AgentContext,
  order: Order,
  protectiveStop: Decimal | null = null,
): Promise<RiskPicture> {
  const { agentId, mandate, state, equityPeak } = agent.stored;
  const marks = closesAsMarks(agent);
  const inDoubt = (await orderRepository(agent.db.manager).live(agentId)).filter((live) =>
    IN_DOUBT.includes(live.state),
  );
  return {
    ...moneyPicture(agent, order, marks),
    state: agent.recovered ? state : 'recovering',
    mandate,
    equityPeak,
    protectiveStop,
    periodStartEquity: await periodStartEquity(agent),
    ordersLastHour: await orderRepository(agent.db.manager).entriesSince(agentId, agent.lastCandleMs - HOUR_MS),
    unknownOrders: inDoubt.length,
    dataAgeMs: agent.lastTickAtMs === null ? Infinity : agent.clock.nowMs() - agent.lastTickAtMs,
  };
}

const IN_DOUBT: readonly Order['state'][] = ['unknown', 'sending'];

type Money = Pick<RiskPicture, 'equity' | 'cash' | 'exposure' | 'symbolExposure' | 'held' | 'lastClose'>;

function moneyPicture(agent: AgentContext, { symbol }: Order, marks: Record<string, Decimal>): Money {
  const lastClose = marks[symbol] ?? ZERO;
  return {
    equity: equityOf(agent.balances, agent.quoteAsset, marks),
    cash: agent.balances[agent.quoteAsset] ?? ZERO,
    exposure: sumDecimals(Object.entries(marks).map(([held, mark]) => heldOf(agent, held).times(mark))),
    symbolExposure: heldOf(agent, symbol).times(lastClose),
    held: heldOf(agent, symbol),
    lastClose,
  };
}

async function periodStartEquity(agent: AgentContext): Promise<Decimal> {
  const { agentId, mandate, startedEquity } = agent.stored;
  const startMs = lossPeriodStart(agent.lastCandleMs, mandate.lossPeriod);
  const point = await agentRepository(agent.db.manager).equityAt(agentId, startMs);
  return point?.equity ?? startedEquity ?? ZERO;
}
