import type { PaperExchange } from '@orbiquant/paper-exchange';
import { answerOf, lastWordsOf, startHouse, type BenchHouse, type BenchPlace } from './house.ts';
import { CANDLE_MS, wantsIn } from './alternating.ts';
import { spreadOf, type Spread } from './quantiles.ts';

/** How long the house takes from a tick to an order, and how long a bare order takes there and back. */
export type LatencyResult = {
  /** The tick that closes a candle leaves the venue -> the order that follows from it arrives there. */
  tickToOrder: Spread;
  /** Of these, entries: decide, check, store the intent, send. */
  entry: Spread;
  /** And exits: the standing stop is withdrawn and its end confirmed first. */
  exit: Spread;
  /** A bare CCXT `createOrder`, there and back, in the same process and run. */
  bareRoundTrip: Spread;
  /** Medians: tickToOrder / bareRoundTrip. */
  ratio: number;
  /** Candles on which the agent had nothing to send (a stop had been hit). */
  withoutOrder: number;
};

const SAMPLES = 220;
const WARM_UP = 20;
/** The tick that closes a candle lies this far behind its end: the watermark of data-service, and a little. */
const BEYOND_MS = 10_000;
const ORDER_WITHIN_MS = 2_000;
const QUIET_MS = 40;

/** Candle after candle, in step: one measured tick, its order, then one bare order when the venue has come to rest. */
export async function latencyBench(place: BenchPlace): Promise<LatencyResult> {
  try {
    return await measured(await startHouse(place));
  } catch (cause) {
    throw new Error(`The corridor could not be measured: ${String(cause)}\n${lastWordsOf(place)}`, { cause });
  }
}

async function measured(house: BenchHouse): Promise<LatencyResult> {
  try {
    const venue = watch(house.exchange);
    const samples: Sample[] = [];
    const bare: number[] = [];
    let withoutOrder = 0;
    for (let n = 0; n < WARM_UP + SAMPLES; n++) {
      const sample = await oneCandle(house.exchange, venue);
      await venue.quiet();
      const { tookMs } = await bareOrder(house);
      await venue.quiet();
      if (n < WARM_UP) continue;
      if (sample) samples.push(sample);
      else withoutOrder += 1;
      bare.push(tookMs);
    }
    return { ...inFigures(samples, bare), withoutOrder };
  } finally {
    await house.stop();
  }
}

/** One tick and the order it caused. */
type Sample = { isEntry: boolean; tookMs: number };

function inFigures(samples: readonly Sample[], bare: readonly number[]): Omit<LatencyResult, 'withoutOrder'> {
  const of = (isEntry: boolean): Spread =>
    spreadOf(samples.filter((one) => one.isEntry === isEntry).map(({ tookMs }) => tookMs));
  const tickToOrder = spreadOf(samples.map(({ tookMs }) => tookMs));
  const bareRoundTrip = spreadOf(bare);
  const ratio = Number((tickToOrder.p50Ms / bareRoundTrip.p50Ms).toFixed(2));
  return { tickToOrder, entry: of(true), exit: of(false), bareRoundTrip, ratio };
}

async function bareOrder({ agent }: BenchHouse): Promise<{ tookMs: number }> {
  const answer = answerOf(agent);
  agent.send('order');
  return (await answer) as { tookMs: number };
}

/** Goes up to the end of the candle, then lets the ticks out that close it, and waits for the order they cause. */
async function oneCandle({ clock, venue: { state } }: PaperExchange, venue: VenueWatch): Promise<Sample | null> {
  const endMs = (Math.floor(state.clockMs / CANDLE_MS) + 1) * CANDLE_MS;
  await clock.step(endMs - 1 - state.clockMs);
  await venue.quiet();
  const order = venue.nextOrder();
  await clock.step(endMs + BEYOND_MS - state.clockMs);
  const tookMs = await order;
  return tookMs === null ? null : { isEntry: wantsIn(endMs), tookMs };
}

type VenueWatch = {
  /** How long the first order from now on took since the ticks that the next step lets out; null when none comes. */
  nextOrder: () => Promise<number | null>;
  /** Resolves when nobody has asked the venue for anything for a moment. */
  quiet: () => Promise<void>;
};

/** Looks at the venue's door: when ticks go out, when orders come in. */
function watch({ venue, server }: PaperExchange): VenueWatch {
  let tickedMs = 0;
  let askedMs = performance.now();
  let onOrder: (() => void) | null = null;
  venue.listen({ market: () => void (tickedMs = performance.now()) });
  server.server.prependListener('request', (request) => {
    askedMs = performance.now();
    if (request.method === 'POST' && request.url?.startsWith('/api/v3/order')) onOrder?.();
  });
  return {
    nextOrder: () =>
      new Promise((resolve) => {
        const none = setTimeout(() => ((onOrder = null), resolve(null)), ORDER_WITHIN_MS);
        onOrder = () => {
          clearTimeout(none);
          onOrder = null;
          resolve(performance.now() - tickedMs);
        };
      }),
    async quiet() {
      while (performance.now() - askedMs < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}
