import type { SymbolCandle } from '@orbiquant/contracts';
import type { AgentContext } from './agent-context.ts';
import { catchUpWithVenue } from './decide-on-candle.ts';
import { openFeed } from './feed.ts';
import { onCandle } from './on-candle.ts';
import { loadWindows, reconcile, recover } from './recover.ts';

const SWEEP_MS = 5_000;
const RECONCILE_EVERY = 12;
const RETRY_MS = 2_000;

/** Runs an agent until `signal` aborts: recover, then a decision on each closed candle, then the rounds. */
export async function runAgent(agent: AgentContext, dataServiceUrl: string, signal: AbortSignal): Promise<void> {
  await recoverUntilDone(agent, signal);
  agent.venue.onAccountChange(() => {
    agent.bellRang = true;
  }, signal);
  openFeed(
    {
      dataServiceUrl,
      symbols: agent.symbols,
      interval: agent.stored.mandate.decisionInterval,
      log: agent.log,
      onTick: (atMs) => {
        agent.lastTickAtMs = Math.max(agent.lastTickAtMs ?? 0, atMs);
      },
      onCandle: (candle) => void take(agent, candle),
      onOpen: () =>
        void agent
          .inTurn(() => reload(agent))
          .catch((error: unknown) => warn(agent, error, 'could not reload the market')),
    },
    signal,
  );
  await makeRounds(agent, signal);
}

/** The venue or a sibling may not be up yet: recovery waits for them, it does not skip them. */
async function recoverUntilDone(agent: AgentContext, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !agent.recovered) {
    await agent.inTurn(() => recover(agent)).catch((error: unknown) => warn(agent, error, 'recovery waits'));
    if (!agent.recovered) await agent.clock.sleep(RETRY_MS, signal);
  }
}

async function reload(agent: AgentContext): Promise<void> {
  for (const symbol of agent.symbols) await loadWindows(agent, symbol);
}

/** Candles of one instrument that wait their turn; only the newest needs a decision, all need to be in the window. */
async function take(agent: AgentContext, candle: SymbolCandle): Promise<void> {
  await agent
    .inTurn(() => onCandle(agent, candle))
    .catch((error: unknown) => {
      warn(agent, error, 'a candle was not decided on');
      agent.bellRang = true;
    });
}

/** Regular rounds: trades that no message told of are found, and the books are compared every minute. */
async function makeRounds(agent: AgentContext, signal: AbortSignal): Promise<void> {
  for (let round = 1; !signal.aborted; round++) {
    await agent.clock.sleep(SWEEP_MS, signal);
    if (signal.aborted) return;
    const work =
      round % RECONCILE_EVERY === 0
        ? (): Promise<unknown> => reconcile(agent)
        : (): Promise<unknown> => catchUpWithVenue(agent);
    await agent.inTurn(work).catch((error: unknown) => warn(agent, error, 'the round could not be made'));
    agent.heartbeatAtMs = agent.clock.nowMs();
  }
}

function warn(agent: AgentContext, error: unknown, what: string): void {
  agent.log.warn({ agent: agent.stored.agentId, err: error }, what);
}
