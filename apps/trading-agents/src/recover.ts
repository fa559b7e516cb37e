import { Decimal, AppError } from '@orbiquant/kernel';
import { closeTimeMs, JOURNAL_GENESIS, MarketWindow, windowsOf } from '@orbiquant/agent';
import { getCandles, type Candle, type CandleColumns, type Interval } from '@orbiquant/contracts';
import { balanceDifferences, balancesAfter, equityOf, pendingFate, type ApprovedOrder } from '@orbiquant/trading';
import { agentRepository, fillRepository, orderRepository, type StoredAgent } from '@orbiquant/trading-store';
import type { AgentContext, AgentDeps } from './agent-context.ts';
import { turns } from './agent-context.ts';
import { refreshPrediction } from './predictions.ts';
import { send } from './order-desk.ts';
import { protect } from './protect.ts';
import { restrain, setState } from './state.ts';
import { sweep } from './sweep.ts';

/** The stored agent, made on its first start, with nothing remembered yet. */
export async function loadAgent(deps: AgentDeps): Promise<AgentContext> {
  const agents = agentRepository(deps.db.manager);
  const { agentId } = deps.profile;
  const mandate = { ...deps.profile.mandate, symbols: [...deps.symbols] };
  await agents.create(
    { agentId, mandate, venueAccount: deps.venueAccount, quoteAsset: deps.quoteAsset, journalHead: JOURNAL_GENESIS },
    deps.clock.nowMs(),
  );
  const stored = (await agents.find(agentId)) as StoredAgent;
  if (stored.venueAccount !== deps.venueAccount)
    throw new AppError(
      'conflict',
      `${agentId} was started on another venue account; its books would not match this one`,
    );
  return {
    ...deps,
    stored,
    recovered: false,
    instruments: new Map(),
    windows: new Map(),
    predictions: new Map(),
    openings: {},
    balances: {},
    lastCandleMs: 0,
    lastTickAtMs: null,
    heartbeatAtMs: null,
    reconciledAtMs: null,
    bellRang: false,
    inTurn: turns(),
  };
}

/**
 * Start is recovery, after a crash and after a clean stop alike: markets, books, orders in doubt, trades missed,
 * balances compared, positions protected; only then may the agent decide.
 */
export async function recover(agent: AgentContext): Promise<void> {
  agent.recovered = false;
  await loadInstruments(agent);
  for (const symbol of agent.symbols) await loadWindows(agent, symbol);
  await loadBooks(agent);
  await settlePending(agent);
  await sweep(agent);
  await reconcile(agent);
  agent.recovered = true;
  await protect(agent);
  if (agent.stored.state === 'recovering') await setState(agent, 'active', null);
}

async function loadInstruments(agent: AgentContext): Promise<void> {
  const known = new Map((await agent.venue.instruments()).map((instrument) => [instrument.symbol, instrument]));
  agent.symbols = agent.stored.mandate.symbols.filter((symbol) => known.has(symbol));
  if (agent.symbols.length === 0)
    throw new AppError('conflict', `The venue has none of ${agent.stored.mandate.symbols.join(', ')}`);
  agent.instruments = new Map([...known].filter(([symbol]) => agent.symbols.includes(symbol)));
}

/** Fetches the closed candles that the strategies read, every interval of one instrument. */
export async function loadWindows(agent: AgentContext, symbol: string): Promise<void> {
  const window = new MarketWindow(symbol, windowsOf(agent.profile));
  for (const interval of window.intervals)
    window.load(
      interval,
      await closedCandles(agent, symbol, { interval, limit: windowsOf(agent.profile).get(interval) ?? 1 }),
    );
  agent.windows.set(symbol, window);
  const newest = window.lastOpenTimeMs(agent.stored.mandate.decisionInterval);
  if (newest !== null)
    agent.lastCandleMs = Math.max(agent.lastCandleMs, closeTimeMs(newest, agent.stored.mandate.decisionInterval));
  await refreshPrediction(agent, symbol);
}

/** The newest closed candles of an interval, oldest first. */
export async function closedCandles(
  agent: AgentContext,
  symbol: string,
  { interval, limit }: { interval: Interval; limit: number },
): Promise<Candle[]> {
  return rowsOf(await agent.dataService(getCandles, { query: { symbol, interval, limit } }));
}

const rowsOf = (columns: CandleColumns): Candle[] =>
  columns.openTimeMs.map((openTimeMs, at) => ({
    openTimeMs,
    open: columns.open[at]!,
    high: columns.high[at]!,
    low: columns.low[at]!,
    close: columns.close[at]!,
    volume: columns.volume[at]!,
  }));

/** Balances as openings plus our fills; on the first start of all, what the venue holds now are the openings. */
async function loadBooks(agent: AgentContext): Promise<void> {
  const agents = agentRepository(agent.db.manager);
  if (agent.stored.startedEquity === null) await openBooks(agent);
  agent.stored = (await agents.find(agent.stored.agentId)) ?? agent.stored;
  agent.openings = await agents.openings(agent.stored.agentId);
  agent.balances = balancesAfter(
    agent.openings,
    await fillRepository(agent.db.manager, agent.venue.name).all(agent.stored.agentId),
  );
}

async function openBooks(agent: AgentContext): Promise<void> {
  const balances = await agent.venue.balances();
  const held = Object.keys(balances).filter((asset) => asset !== agent.quoteAsset);
  const marks = await agent.venue.marks(held.map((asset) => `${asset}/${agent.quoteAsset}`));
  const equity = equityOf(
    balances,
    agent.quoteAsset,
    Object.fromEntries(Object.entries(marks).map(([symbol, { price }]) => [symbol, price])),
  );
  await agent.db.transaction((tx) =>
    agentRepository(tx).open(agent.stored.agentId, balances, equity ?? new Decimal(0)),
  );
}

/** Intents that were stored and never begun: fresh ones are sent once, old plans expire. */
async function settlePending(agent: AgentContext): Promise<void> {
  const orders = orderRepository(agent.db.manager);
  for (const { sentAtMs: _sent, ...order } of await orders.live(agent.stored.agentId)) {
    if (order.state !== 'pending') continue;
    const fate = pendingFate(order.createdAtMs, agent.clock.nowMs(), agent.fence.pendingTtlMs);
    // It passed the risk engine before it was stored; only its sending was interrupted.
    if (fate === 'send') await send(agent, order as ApprovedOrder);
    else await orders.save({ ...order, state: 'expired', reason: 'intent.too-old', updatedAtMs: agent.clock.nowMs() });
  }
}

/** States in which new risk is taken, or would be as soon as the recovery is over. */
const MAY_DECIDE: ReadonlySet<string> = new Set(['active', 'recovering']);

/** Compares our books with the venue's, to the last digit. A difference stops new risk and calls a person. */
export async function reconcile(agent: AgentContext): Promise<ReturnType<typeof balanceDifferences>> {
  const differences = await agreeWithVenue(agent);
  agent.reconciledAtMs = agent.clock.nowMs();
  if (differences.length === 0 || !MAY_DECIDE.has(agent.stored.state)) return differences;
  const detail = differences
    .map(({ asset, ours, venues }) => `${asset} ours ${ours.toFixed()} venue ${venues.toFixed()}`)
    .join('; ');
  await restrain(agent, 'halted', { reason: { code: 'reconcile.difference', params: { detail } }, detail });
  return differences;
}

const TRIES = 3;

/** A fill between the two readings looks like a difference: only one that stays is one. */
async function agreeWithVenue(agent: AgentContext): Promise<ReturnType<typeof balanceDifferences>> {
  let differences: ReturnType<typeof balanceDifferences> = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const venues = await agent.venue.balances();
    await sweep(agent);
    differences = balanceDifferences(agent.balances, venues);
    if (differences.length === 0) break;
  }
  return differences;
}
