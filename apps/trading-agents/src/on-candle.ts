import type { SymbolCandle } from '@orbiquant/contracts';
import { closeTimeMs } from '@orbiquant/agent';
import type { AgentContext } from './agent-context.ts';
import { decideOnCandle } from './decide-on-candle.ts';
import { refreshPrediction } from './predictions.ts';
import { closedCandles, loadWindows } from './recover.ts';

/** Takes a closed candle of the decision interval into the window, completes the coarser ones, and decides on it. */
export async function onCandle(agent: AgentContext, { symbol, interval, ...candle }: SymbolCandle): Promise<void> {
  const window = agent.windows.get(symbol);
  if (!window || interval !== agent.stored.mandate.decisionInterval) return;
  const taken = window.add(interval, candle);
  if (taken === 'known') return;
  if (taken === 'gap') await loadWindows(agent, symbol);
  else await completeCoarser(agent, symbol, closeTimeMs(candle.openTimeMs, interval));
  agent.heartbeatAtMs = agent.clock.nowMs();
  const newest = agent.windows.get(symbol)?.lastOpenTimeMs(interval);
  if (newest !== null && newest !== undefined) await decideOnCandle(agent, symbol, newest);
}

/** Fetches the hour and four-hour candles that closed together with this one, and a fresh forecast with the hour. */
async function completeCoarser(agent: AgentContext, symbol: string, atMs: number): Promise<void> {
  const window = agent.windows.get(symbol);
  if (!window) return;
  const due = window.intervals.filter(
    (interval) => interval !== agent.stored.mandate.decisionInterval && window.isDue(interval, atMs),
  );
  for (const interval of due) {
    const newest = await closedCandles(agent, symbol, { interval, limit: 3 });
    const hasGap = newest.map((candle) => window.add(interval, candle)).includes('gap');
    // History may still be arriving from behind: a window that is not full is fetched again with each of its bars.
    if (hasGap || !window.isFull(interval)) return loadWindows(agent, symbol);
  }
  if (!due.includes(agent.profile.stopInterval)) return;
  agent.lastCandleMs = Math.max(agent.lastCandleMs, atMs);
  await refreshPrediction(agent, symbol);
}
