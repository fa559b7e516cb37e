import { AppError } from '@orbiquant/kernel';
import type { BarColumn, Bars } from '@orbiquant/quant';

const COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const satisfies readonly BarColumn[];
/** Fewer bars than this are no history. */
const BARS_MIN = 2;

/**
 * Whether bars can be traded on: equally long columns, ascending times, each once, finite positive prices with low <=
 * open, close <= high, and no negative volume.
 *
 * @throws AppError `invalid-input` naming instrument, column and bar of the first fault.
 */
export function checkBars(symbol: string, bars: Bars): void {
  const length = bars.close.length;
  if (length < BARS_MIN) throw fault(symbol, { code: 'too-few-bars', column: 'close', at: length });
  for (const column of COLUMNS)
    if (bars[column].length !== length)
      throw fault(symbol, { code: 'unequal-columns', column, at: bars[column].length });
  checkTimes(symbol, bars.openTimeMs);
  for (let at = 0; at < length; at++) if (!isSound(bars, at)) throw fault(symbol, { ...firstFault(bars, at), at });
}

function checkTimes(symbol: string, times: Float64Array): void {
  let last = -Infinity;
  for (let at = 0; at < times.length; at++) {
    const atMs = times[at]!;
    if (!(atMs > last)) {
      const code = atMs === last ? 'duplicate-bar' : Number.isNaN(atMs) ? 'not-a-number' : 'unsorted-bars';
      throw fault(symbol, { code, column: 'openTimeMs', at });
    }
    last = atMs;
  }
}

function isSound({ open, high, low, close, volume }: Bars, at: number): boolean {
  const top = high[at]!;
  const bottom = low[at]!;
  const isOrdered = bottom > 0 && bottom <= open[at]! && bottom <= close[at]! && top >= open[at]! && top >= close[at]!;
  return isOrdered && top < Infinity && volume[at]! >= 0;
}

function firstFault(bars: Bars, at: number): { code: string; column: BarColumn } {
  for (const column of COLUMNS) {
    const value = bars[column][at]!;
    if (!Number.isFinite(value)) return { code: 'not-a-number', column };
    if (column === 'volume' ? value < 0 : value <= 0 && column !== 'openTimeMs')
      return { code: 'not-positive', column };
  }
  const isLowWrong = bars.low[at]! > Math.min(bars.open[at]!, bars.close[at]!);
  return { code: 'outside-range', column: isLowWrong ? 'low' : 'high' };
}

function fault(symbol: string, { code, column, at }: { code: string; column: BarColumn; at: number }): AppError {
  const message = `${symbol}: ${code} in column ${column} at bar ${at}`;
  return new AppError('invalid-input', message, {
    errors: [{ path: `instruments.${symbol}.${column}[${at}]`, code, message }],
  });
}
