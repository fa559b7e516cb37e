import { orion, type AgentProfile } from '@orbiquant/agent';
import type { Candle, CandleColumns, Interval, Route, RouteOutput, Vote } from '@orbiquant/contracts';
import { AppError, type Clock } from '@orbiquant/kernel';
import type { DataSource } from '@orbiquant/platform-db';
import type { Call } from '@orbiquant/platform-http';
import { createLogger } from '@orbiquant/platform-observe';
import type { Strategy } from '@orbiquant/strategy';
import type { AgentContext } from '../agent-context.ts';
import { decideOnCandle } from '../decide-on-candle.ts';
import { loadAgent, recover } from '../recover.ts';
import { onCandle } from '../on-candle.ts';
import type { FakeVenue } from './fake-venue.ts';

const STEP_MS = 300_000;
export const FIRST_MS = 200 * 4 * 3_600_000;

/** A market whose price stands still at what the venue says, ending just before `FIRST_MS`. */
function stillMarket(venue: FakeVenue): Call {
  return (async <T extends Route>(
    route: T,
    input: { query?: { interval: Interval; limit: number } },
  ): Promise<RouteOutput<T>> => {
    if (!route.path.endsWith('/candles') || !input.query) throw new AppError('not-found', 'only candles here');
    const { interval, limit } = input.query;
    const length = { '5m': STEP_MS, '1h': 3_600_000, '4h': 14_400_000 }[interval as '5m' | '1h' | '4h'];
    const openTimeMs = Array.from({ length: limit }, (_unused, at) => FIRST_MS - length * (limit - at));
    const price = openTimeMs.map(() => venue.price.toNumber());
    const columns: CandleColumns = {
      symbol: 'BTC/USDT',
      interval,
      asOfMs: FIRST_MS,
      providers: {},
      openTimeMs,
      open: price,
      high: price.map((p) => p + 1),
      low: price.map((p) => p - 1),
      close: price,
      volume: price,
      lastIsForming: false,
      gaps: [],
      nextToMs: null,
    };
    return columns as RouteOutput<T>;
  }) as Call;
}

const noModel: Call = async () => {
  throw new AppError('service-unavailable', 'no model here');
};

/** A strategy that says what the test wants. */
export function scripted(): { strategy: Strategy; say: (stance: Vote['stance']) => void } {
  let stance: Vote['stance'] = 'none';
  return {
    say: (next) => void (stance = next),
    strategy: {
      name: 'scripted',
      warmUp: {},
      vote: () => ({ strategy: 'scripted', stance, strength: 1, reasons: [] }),
    },
  };
}

/** An agent over a fake venue and a real database, recovered and ready to decide. */
export async function agentAt(options: {
  db: DataSource;
  venue: FakeVenue;
  strategy: Strategy;
  clock: Clock;
  failpoint?: (name: string) => Promise<void>;
}): Promise<AgentContext> {
  const profile: AgentProfile = { ...orion, strategies: [options.strategy] };
  const agent = await loadAgent({
    profile,
    symbols: ['BTC/USDT'],
    venueAccount: 'fake:key',
    quoteAsset: 'USDT',
    venue: options.venue,
    db: options.db,
    dataService: stillMarket(options.venue),
    mlEngine: noModel,
    clock: options.clock,
    log: createLogger('test', 'silent'),
    fence: { attemptMs: 10_000, queryLagMs: 5_000, pendingTtlMs: 30_000 },
    failpoint: options.failpoint ?? (async () => undefined),
  });
  await recover(agent);
  agent.lastTickAtMs = options.clock.nowMs();
  return agent;
}

/** The candle that closes after `index` others, at the venue's price, taken as the feed would bring it. */
export async function nextCandle(agent: AgentContext, venue: FakeVenue, index: number): Promise<void> {
  const price = venue.price.toNumber();
  const candle: Candle = {
    openTimeMs: FIRST_MS + index * STEP_MS,
    open: price,
    high: price + 1,
    low: price - 1,
    close: price,
    volume: 1,
  };
  agent.lastTickAtMs = agent.clock.nowMs();
  agent.bellRang = true;
  await onCandle(agent, { ...candle, symbol: 'BTC/USDT', interval: '5m' });
}

export { decideOnCandle };
