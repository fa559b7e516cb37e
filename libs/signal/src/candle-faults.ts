import type { Candle, Interval } from '@orbiquant/contracts';
import type { FieldFault } from '@orbiquant/kernel';
import { nextOpenTime } from '@orbiquant/market';

/** How many faults are named; the rest would only repeat them. */
const NAMED_MAX = 20;

/**
 * What keeps candles from being forecast on: not a number, not a price, wrong order, the same candle twice, a gap, or
 * too few. Empty when they are fit.
 *
 * @param candles  Oldest first, as given.
 * @param needed   The interval of the candles, and how many there must be.
 * @returns        Faults with the path of the field, at most twenty.
 */
export function candleFaults(candles: readonly Candle[], needed: { interval: Interval; bars: number }): FieldFault[] {
  const faults = candles.flatMap((candle, at) => [
    ...priceFaults(candle, at),
    ...orderFaults(candles[at - 1], candle, { at, interval: needed.interval }),
  ]);
  if (candles.length < needed.bars)
    faults.push(fault('candles', 'too-few', `${needed.bars} closed candles are needed, there are ${candles.length}`));
  return faults.slice(0, NAMED_MAX);
}

const fault = (path: string, code: string, message: string): FieldFault => ({ path, code, message });

function priceFaults(candle: Candle, at: number): FieldFault[] {
  const { open, high, low, close } = candle;
  const prices = { open, high, low, close };
  const bad = Object.entries(prices).filter(([, price]) => !Number.isFinite(price) || price <= 0);
  if (bad.length > 0)
    return bad.map(([name]) => fault(`candles.${at}.${name}`, 'not-a-price', 'a price is a finite number above zero'));
  if (high < Math.max(open, close, low) || low > Math.min(open, close))
    return [fault(`candles.${at}.high`, 'impossible', 'high and low must enclose open and close')];
  if (Number.isFinite(candle.volume) && candle.volume >= 0) return [];
  return [fault(`candles.${at}.volume`, 'not-a-volume', 'a volume is a finite number, zero or more')];
}

function orderFaults(
  before: Candle | undefined,
  { openTimeMs }: Candle,
  { at, interval }: { at: number; interval: Interval },
): FieldFault[] {
  const path = `candles.${at}.openTimeMs`;
  if (!Number.isSafeInteger(openTimeMs)) return [fault(path, 'not-an-instant', 'an instant is a whole number of ms')];
  if (!before || openTimeMs === nextOpenTime(before.openTimeMs, interval)) return [];
  if (openTimeMs === before.openTimeMs) return [fault(path, 'duplicate', 'the same candle stands twice')];
  return openTimeMs < before.openTimeMs
    ? [fault(path, 'wrong-order', 'candles go from the oldest to the newest')]
    : [fault(path, 'gap', `there is no ${interval} candle right before this one`)];
}
