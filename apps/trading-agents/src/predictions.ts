import { predictRange } from '@orbiquant/contracts';
import type { AgentContext } from './agent-context.ts';

/** The newest forecast for an instrument. Without one the agent decides on its strategies alone, and its journal says so. */
export async function refreshPrediction(agent: AgentContext, symbol: string): Promise<void> {
  const interval = agent.profile.stopInterval;
  try {
    agent.predictions.set(
      symbol,
      await agent.mlEngine(predictRange, {
        body: { symbol, interval, ...(agent.lastCandleMs > 0 ? { asOf: agent.lastCandleMs } : {}) },
      }),
    );
  } catch (error) {
    agent.predictions.delete(symbol);
    agent.log.warn({ symbol, reason: error instanceof Error ? error.message : 'unknown' }, 'no forecast');
  }
}
