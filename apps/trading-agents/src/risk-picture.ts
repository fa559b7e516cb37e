import { Decimal, sumDecimals, ZERO } from '@orbiquant/kernel';
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
  const { agentId, mandate, state, equityPeak, startedEquity } = agent.stored;
  const marks = closesAsMarks(agent);
  const values = Object.entries(marks).map(([symbol, mark]) => heldOf(agent, symbol).times(mark));
  const periodStart = await agentRepository(agent.db.manager).equityAt(
    agentId,
    lossPeriodStart(agent.lastCandleMs, mandate.lossPeriod),
  );
  const live = await orderRepository(agent.db.manager).live(agentId);
  return {
    state: agent.recovered ? state : 'recovering',
    mandate,
    equityPeak,
    protectiveStop,
    equity: equityOf(agent.balances, agent.quoteAsset, marks),
    periodStartEquity: periodStart?.equity ?? startedEquity ?? ZERO,
    cash: agent.balances[agent.quoteAsset] ?? ZERO,
    exposure: sumDecimals(values),
    symbolExposure: heldOf(agent, order.symbol).times(marks[order.symbol] ?? ZERO),
    held: heldOf(agent, order.symbol),
    lastClose: marks[order.symbol] ?? ZERO,
    ordersLastHour: await orderRepository(agent.db.manager).countSince(agentId, agent.clock.nowMs() - HOUR_MS),
    unknownOrders: live.filter(({ state: orderState }) => orderState === 'unknown' || orderState === 'sending').length,
    dataAgeMs: agent.lastTickAtMs === null ? Infinity : agent.clock.nowMs() - agent.lastTickAtMs,
  };
}
