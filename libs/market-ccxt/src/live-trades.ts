import type { Exchange, Trade } from 'ccxt';
import type { Tick } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import type { FeedEvent, FeedStart } from '@orbiquant/market';
import { toMarketError } from './market-error.ts';
import { openTape, type Tape } from './tape.ts';

/** What a live feed is made of. */
export type LiveFeed = { exchange: Exchange; clock: Clock; starts: readonly FeedStart[] };

/** The stream is looked at when it rings, and at least this often: CCXT may ring once for several trades. */
const LOOK_MS = 200;
/** A stream that says nothing for so long is asked by REST: a connection may die without a word. */
const SILENCE_MS = 5_000;
const RETRY_MS = 500;
const RETRY_MS_MAX = 10_000;

type Bell = Promise<{ error: unknown } | 'rung'>;

/**
 * Trades of several instruments until `signal` aborts, per instrument in the tape's order and none missing: after a cut,
 * and whenever ids skip, what is missing is fetched before anything newer is told.
 */
export async function* liveTrades(feed: LiveFeed, signal: AbortSignal): AsyncGenerator<FeedEvent> {
  const tapes = feed.starts.map((start) => openTape(feed.exchange, start));
  let failures = 0;
  // CCXT refuses plain ws:// addresses until its agent for them is loaded
  await feed.exchange.loadHttpProxyAgent();
  while (!signal.aborted) {
    try {
      for await (const event of connected(feed, tapes, signal)) {
        failures = 0;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      yield { kind: 'lost', reason: toMarketError(error).message };
      await feed.clock.sleep(Math.min(RETRY_MS * 2 ** failures++, RETRY_MS_MAX), signal);
    }
  }
}

async function* connected(feed: LiveFeed, tapes: readonly Tape[], signal: AbortSignal): AsyncGenerator<FeedEvent> {
  const { clock } = feed;
  // subscribed before the past is fetched, so that no trade falls between the two
  let bell: Bell = ring(feed);
  yield* ticksOf(tapes, (tape) => tape.fetchMissing());
  yield { kind: 'connected' };
  let heardAtMs = clock.monoMs();
  while (!signal.aborted) {
    const woken = await Promise.race([bell, clock.sleep(LOOK_MS, signal)]);
    if (typeof woken === 'object') throw woken.error;
    if (woken === 'rung') {
      bell = ring(feed);
      heardAtMs = clock.monoMs();
    }
    yield* ticksOf(tapes, (tape) => tape.takeStreamed());
    if (clock.monoMs() - heardAtMs < SILENCE_MS) continue;
    yield* ticksOf(tapes, (tape) => tape.fetchMissing());
    heardAtMs = clock.monoMs();
  }
}

async function* ticksOf(
  tapes: readonly Tape[],
  take: (tape: Tape) => AsyncIterable<Tick[]>,
): AsyncGenerator<FeedEvent> {
  for (const tape of tapes) for await (const ticks of take(tape)) if (ticks.length > 0) yield { kind: 'ticks', ticks };
}

/** Resolves at the next trade of any instrument; a failure is a value, because nobody may be waiting yet. */
function ring({ exchange, starts }: LiveFeed): Bell {
  const symbols = starts.map(({ symbol }) => symbol);
  const params = exchange.id.startsWith('binance') ? { name: 'aggTrade' } : {};
  const next: Promise<Trade[]> = exchange.watchTradesForSymbols(symbols, undefined, undefined, params);
  return next.then(
    () => 'rung' as const,
    (error: unknown) => ({ error }),
  );
}
