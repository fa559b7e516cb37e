import type { Position } from '@orbiquant/contracts';
import { applyFill, flatPosition } from '@orbiquant/portfolio';
import { fillRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';

/** Positions folded from every fill of the agent, flat ones left out. */
export async function positionsOf(agent: AgentContext): Promise<Position[]> {
  const positions = new Map<string, Position>();
  for (const fill of await fillRepository(agent.db.manager, agent.venue.name).all(agent.stored.agentId)) {
    const before = positions.get(fill.symbol) ?? flatPosition(fill.agentId, fill.symbol);
    positions.set(fill.symbol, applyFill(before, fill));
  }
  return [...positions.values()].filter(({ quantity }) => !quantity.isZero());
}
