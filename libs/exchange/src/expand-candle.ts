import { hashText, uniformStream, type Uniform } from './hash-words.ts';
import type { TapeCandle } from './candle-series.ts';

/** One trade of the market's own tape. */
export type TapeTrade = {
  /** Consecutive per instrument, from 1. */
  id: number;
  timeMs: number;
  /** Ticks. */
  price: number;
  /** Tape steps, at least 1. */
  quantity: number;
  /** Whether the seller hit a resting buyer. */
  isBuyerMaker: boolean;
};

const TRADES_MIN = 6;
const TRADES_SPREAD = 5;

/** How many trades a candle is made of: fixed by symbol, open time and candle alone; 0 when nothing traded. */
export function tradeCountOf(candle: TapeCandle, symbol: string): number {
  if (candle.volume === 0) return 0;
  const wanted = TRADES_MIN + Math.floor(seedOf(symbol, candle.openTimeMs)() * TRADES_SPREAD);
  return Math.max(cornersOf(candle).length, Math.min(wanted, candle.volume));
}

/** Fewest tape steps of volume that let the candle's prices all be traded. */
export const volumeNeeded = (candle: TapeCandle): number => cornersOf(candle).length;

/** Where a candle stands: how long it lasts, and how many trades the instrument had before it. */
export type Place = { baseMs: number; tradesBefore: number };

/**
 * The trades behind a candle: first at its open, last at its close, one at its high and one at its low, quantities
 * summing to its volume, times inside it. The same candle always gives the same trades.
 */
export function expandCandle(candle: TapeCandle, symbol: string, { baseMs, tradesBefore }: Place): TapeTrade[] {
  const count = tradeCountOf(candle, symbol);
  if (count === 0) return [];
  const uniform = seedOf(symbol, candle.openTimeMs);
  uniform(); // the draw that set the count
  const prices = pathOf(cornersOf(candle), count, uniform);
  const quantities = split(candle.volume, count, uniform);
  return prices.map((price, k) => ({
    id: tradesBefore + k + 1,
    timeMs: candle.openTimeMs + Math.floor(((k + uniform()) * baseMs) / count),
    price,
    quantity: quantities[k] ?? 1,
    isBuyerMaker: isSale(price, prices[k - 1], uniform),
  }));
}

const symbolWords = new Map<string, number>();

function seedOf(symbol: string, openTimeMs: number): Uniform {
  const word = symbolWords.get(symbol) ?? hashText(symbol);
  symbolWords.set(symbol, word);
  return uniformStream(word, openTimeMs);
}

/** Open, the extremes in the order the candle's colour suggests, close; without repeats. */
function cornersOf({ open, high, low, close }: TapeCandle): number[] {
  const corners = [open];
  for (const extreme of close >= open ? [low, high] : [high, low]) {
    if (extreme !== open && extreme !== close && extreme !== corners.at(-1)) corners.push(extreme);
  }
  if (close !== corners.at(-1)) corners.push(close);
  return corners;
}

/** The corners with `count - corners` further prices strewn between neighbours. */
function pathOf(corners: number[], count: number, uniform: Uniform): number[] {
  const extras = corners.map(() => 0);
  const gaps = Math.max(1, corners.length - 1);
  for (let k = corners.length; k < count; k++) extras[Math.floor(uniform() * gaps)]! += 1;
  return corners.flatMap((from, k) => {
    const to = corners[k + 1] ?? from;
    const between = Array.from({ length: extras[k]! }, () => from + Math.round((to - from) * uniform()));
    return [from, ...between];
  });
}

function split(volume: number, count: number, uniform: Uniform): number[] {
  const weights = Array.from({ length: count }, () => 0.2 + uniform());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => 1 + Math.floor(((volume - count) * weight) / total));
  const rest = volume - parts.reduce((sum, part) => sum + part, 0);
  parts[count - 1]! += rest;
  return parts;
}

function isSale(price: number, before: number | undefined, uniform: Uniform): boolean {
  if (before === undefined || before === price) return uniform() < 0.5;
  return price < before;
}
