import type { Exchange, Trade } from 'ccxt';
import type { Tick } from '@orbiquant/contracts';
import { placeInSequence, type FeedStart } from '@orbiquant/market';
import { rethrow } from './market-error.ts';

/** The trades of one instrument, from the stream where it is whole and from REST where it is not. */
export type Tape = {
  /** What REST knows after the last trade taken, page by page. */
  fetchMissing(): AsyncGenerator<Tick[]>;
  /** What the stream brought since the last look; holes are fetched first. */
  takeStreamed(): AsyncGenerator<Tick[]>;
};

const PAGE = 1_000;

/** Venues whose trade ids are consecutive, so that a hole can be seen, and can be asked for by id. */
const hasConsecutiveIds = (exchange: Exchange): boolean => exchange.id.startsWith('binance');

export const openTape = (exchange: Exchange, start: FeedStart): Tape =>
  hasConsecutiveIds(exchange) ? numberedTape(exchange, start) : timedTape(exchange, start);

function numberedTape(exchange: Exchange, { symbol, fromMs, afterTradeId }: FeedStart): Tape {
  let lastId: number | null = afterTradeId === undefined ? null : Number(afterTradeId);

  const page = async (params: { fromId?: number }, sinceMs?: number): Promise<Trade[]> =>
    exchange.fetchTrades(symbol, sinceMs, PAGE, params).catch(rethrow);

  /** Keeps what follows the last trade taken, up to the first hole. */
  function take(trades: readonly Trade[]): Tick[] {
    const taken: Tick[] = [];
    for (const trade of [...trades].sort((a, b) => Number(a.id) - Number(b.id))) {
      const place = placeInSequence(lastId, Number(trade.id));
      if (place === 'after-gap') break;
      if (place === 'seen') continue;
      lastId = Number(trade.id);
      taken.push(toTick(symbol, trade));
    }
    return taken;
  }

  /** The first trade at or after the start, or the newest there is when the market has been silent since. */
  async function* begin(): AsyncGenerator<Tick[]> {
    const since = await page({}, fromMs);
    if (since.length > 0) return yield take(since);
    const newest = (await page({})).at(-1);
    if (!newest) return;
    lastId = Number(newest.id) - 1;
    const ticks = take([newest]);
    if (ticks.every(({ atMs }) => atMs >= fromMs)) yield ticks;
  }

  async function* fetchMissing(): AsyncGenerator<Tick[]> {
    if (lastId === null) yield* begin();
    while (lastId !== null) {
      const found = await page({ fromId: lastId + 1 });
      const ticks = take(found);
      yield ticks;
      if (found.length < PAGE || ticks.length === 0) return;
    }
  }

  async function* takeStreamed(): AsyncGenerator<Tick[]> {
    const streamed = newerThan(exchange.trades[symbol] as Trade[] | undefined, lastId);
    if (streamed.length === 0) return;
    if (lastId === null || placeInSequence(lastId, Number(streamed[0]?.id)) === 'after-gap') yield* fetchMissing();
    yield take(streamed);
  }

  return { fetchMissing, takeStreamed };
}

/** Streamed trades after an id, oldest first; looks from the end, where the new ones are. */
function newerThan(cache: readonly Trade[] | undefined, lastId: number | null): Trade[] {
  const newer: Trade[] = [];
  for (let k = (cache?.length ?? 0) - 1; k >= 0; k--) {
    const trade = cache?.[k];
    if (!trade || (lastId !== null && Number(trade.id) <= lastId)) break;
    newer.unshift(trade);
  }
  return newer.sort((a, b) => Number(a.id) - Number(b.id));
}

/** Without consecutive ids a hole cannot be seen: every trade since the last instant is asked for after a cut. */
function timedTape(exchange: Exchange, { symbol, fromMs }: FeedStart): Tape {
  let lastMs = fromMs;
  let idsAtLast = new Set<string>();

  function take(trades: readonly Trade[]): Tick[] {
    const taken: Tick[] = [];
    for (const trade of [...trades].sort((a, b) => Number(a.timestamp) - Number(b.timestamp))) {
      const tick = toTick(symbol, trade);
      if (tick.atMs < lastMs || idsAtLast.has(tick.tradeId)) continue;
      if (tick.atMs > lastMs) idsAtLast = new Set();
      lastMs = tick.atMs;
      idsAtLast.add(tick.tradeId);
      taken.push(tick);
    }
    return taken;
  }

  async function* fetchMissing(): AsyncGenerator<Tick[]> {
    for (;;) {
      const found = await exchange.fetchTrades(symbol, lastMs, PAGE).catch(rethrow);
      const ticks = take(found);
      yield ticks;
      if (found.length < PAGE || ticks.length === 0) return;
    }
  }

  async function* takeStreamed(): AsyncGenerator<Tick[]> {
    yield take((exchange.trades[symbol] as Trade[] | undefined) ?? []);
  }

  return { fetchMissing, takeStreamed };
}

function toTick(symbol: string, { id, timestamp, price, amount, side }: Trade): Tick {
  return {
    symbol,
    tradeId: String(id),
    atMs: Number(timestamp),
    price: Number(price),
    quantity: Number(amount ?? NaN),
    side: side === 'sell' ? 'sell' : 'buy',
  };
}
