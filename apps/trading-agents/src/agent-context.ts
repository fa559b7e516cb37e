import type { Clock } from '@orbiquant/kernel';
import type { Instrument, RangePrediction } from '@orbiquant/contracts';
import type { AgentProfile, MarketWindow } from '@orbiquant/agent';
import type { DataSource } from '@orbiquant/platform-db';
import type { Call } from '@orbiquant/platform-http';
import type { Logger } from '@orbiquant/platform-observe';
import type { StoredAgent } from '@orbiquant/trading-store';
import type { Balances, FenceLimits, Venue } from '@orbiquant/trading';

/** What one agent works with. */
export type AgentDeps = {
  profile: AgentProfile;
  /** Instruments the mandate names; those that the venue does not have are left out at recovery. */
  symbols: readonly string[];
  venueAccount: string;
  quoteAsset: string;
  venue: Venue;
  db: DataSource;
  dataService: Call;
  mlEngine: Call;
  clock: Clock;
  log: Logger;
  fence: FenceLimits & { pendingTtlMs: number };
  /** Called at named steps; a crash test throws or exits there. */
  failpoint: (name: string) => Promise<void>;
};

/** One agent while it runs: its dependencies and what it remembers between candles. All of it can be rebuilt. */
export type AgentContext = AgentDeps & {
  /** The stored row, as last read or written. */
  stored: StoredAgent;
  /** False until the books agree with the venue. */
  recovered: boolean;
  instruments: Map<string, Instrument>;
  windows: Map<string, MarketWindow>;
  predictions: Map<string, RangePrediction>;
  openings: Balances;
  balances: Balances;
  /** Last close by symbol, market time. */
  lastCandleMs: number;
  /** Wall-clock time of the newest tick that the data service has seen. */
  lastTickAtMs: number | null;
  heartbeatAtMs: number | null;
  reconciledAtMs: number | null;
  /** Set when the venue says that something of ours changed. */
  bellRang: boolean;
  /** Runs work one at a time: an agent never does two things at once. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

/** A queue of one: work waits for the work before it, whether that failed or not. */
export function turns(): AgentContext['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
