import { seededRng, type Rng } from '@orbiquant/kernel';
import { candleSeries, type CandleSeries, type TapeCandle } from './candle-series.ts';
import { volumeNeeded } from './expand-candle.ts';
import { instrumentOf, type Instrument } from './instrument.ts';
import { nextRegimes, type Regime } from './synthetic-regime.ts';

/** What a synthetic instrument starts from: price in quote, usual volume per minute in base, share of the common mood. */
type Character = { symbol: string; price: number; volume: number; beta: number; ownVolatility: number };

const CHARACTERS: Character[] = [
  { symbol: 'BTCUSDT', price: 94_000, volume: 9, beta: 1, ownVolatility: 0.35 },
  { symbol: 'ETHUSDT', price: 3_350, volume: 120, beta: 1.15, ownVolatility: 0.55 },
  { symbol: 'SOLUSDT', price: 190, volume: 1_500, beta: 1.4, ownVolatility: 0.8 },
  { symbol: 'BNBUSDT', price: 700, volume: 90, beta: 0.8, ownVolatility: 0.5 },
  { symbol: 'XRPUSDT', price: 2.1, volume: 90_000, beta: 1.1, ownVolatility: 0.9 },
  { symbol: 'ADAUSDT', price: 0.86, volume: 110_000, beta: 1.2, ownVolatility: 0.85 },
];
const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1440;
const JUMPS_PER_MINUTE = 1 / 4000;

/** A market that never was: six instruments moved by one common mood and their own noise, minute after minute. */
export type SyntheticMarket = { series: CandleSeries[]; generateUntil(atMs: number): void };

/** The market of a seed, from `originMs` on. Same seed and origin, same candles to the last digit. */
export function syntheticMarket(seed: string, originMs: number): SyntheticMarket {
  const rng = seededRng(`market/${seed}`);
  const mood = moodOf(rng.fork('mood'));
  const walkers = CHARACTERS.map((character) => walkerOf(character, rng.fork(character.symbol)));
  let minuteMs = originMs - (originMs % MINUTE_MS);
  return {
    series: walkers.map((walker) => walker.series),
    generateUntil(atMs) {
      for (; minuteMs <= atMs; minuteMs += MINUTE_MS) {
        const common = mood();
        for (const walker of walkers) walker.step(minuteMs, common);
      }
    },
  };
}

/** What moves every instrument in one minute. */
type CommonMove = { shock: number; regime: Regime };

function moodOf(rng: Rng): () => CommonMove {
  let queue: Regime[] = nextRegimes(rng);
  return () => {
    if (queue[0]!.minutesLeft-- <= 0) queue = queue.length > 1 ? queue.slice(1) : nextRegimes(rng);
    const regime = queue[0]!;
    const jump = rng.next() < JUMPS_PER_MINUTE ? rng.normal() * 0.012 : 0;
    return { shock: regime.drift + regime.volatility * rng.normal() + jump, regime };
  };
}

type Walker = { series: CandleSeries; step(minuteMs: number, common: CommonMove): void };

function walkerOf(character: Character, rng: Rng): Walker {
  const instrument = instrumentOf(character.symbol, { priceDecimals: 0, volumeDecimals: 0 });
  const series = candleSeries(instrument, MINUTE_MS);
  let price = character.price;
  let anchor = price;
  return {
    series,
    step(minuteMs, { shock, regime }) {
      anchor += (price - anchor) * (regime.pull > 0 ? 0.0005 : 0.05);
      const own = regime.volatility * character.ownVolatility * rng.normal();
      const move = character.beta * shock + own + regime.pull * Math.log(anchor / price);
      const next = keptSane(price * Math.exp(move), character.price);
      const turnover = character.volume * regime.volumeFactor * dayShape(minuteMs) * (1 + 400 * Math.abs(move));
      const wick = regime.volatility * character.beta * price * 0.6;
      series.append(candleOf(instrument, { minuteMs, open: price, close: next, wick, turnover }, rng));
      price = next;
    },
  };
}

/** A price that neither dies nor explodes: beyond a tenfold of its start it is held there. */
const keptSane = (price: number, start: number): number => Math.min(Math.max(price, start / 10), start * 10);

type Minute = { minuteMs: number; open: number; close: number; wick: number; turnover: number };

function candleOf(instrument: Instrument, minute: Minute, rng: Rng): TapeCandle {
  const ticks = (price: number): number => Math.max(1, Math.round(price * 10 ** instrument.priceDecimals));
  const open = ticks(minute.open);
  const close = ticks(minute.close);
  const high = Math.max(open, close, ticks(Math.max(minute.open, minute.close) + minute.wick * rng.next() ** 2));
  const low = Math.min(open, close, ticks(Math.min(minute.open, minute.close) - minute.wick * rng.next() ** 2));
  const steps = Math.round(minute.turnover * (0.3 + 1.4 * rng.next() ** 2) * 10 ** instrument.tapeDecimals);
  const candle = { openTimeMs: minute.minuteMs, open, high, low, close, volume: steps };
  return { ...candle, volume: Math.max(steps, volumeNeeded(candle)) };
}

/** Trading is busiest around 14:30 UTC and quietest before dawn; 0.6 to 1.6. */
function dayShape(minuteMs: number): number {
  const minuteOfDay = Math.floor(minuteMs / MINUTE_MS) % MINUTES_PER_DAY;
  return 1.1 + 0.5 * Math.cos((2 * Math.PI * (minuteOfDay - 870)) / MINUTES_PER_DAY);
}
