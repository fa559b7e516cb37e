import { AppError } from '@orbiquant/kernel';
import { checkBars } from './check-bars.ts';
import type { LabInstrument } from './request.ts';

/** Instruments whose bars have been checked, in order of symbol, on one timeline. */
export type OpenMarket = {
  readonly instruments: readonly LabInstrument[];
  /** Open time of each step at which any instrument has a bar, ascending. */
  readonly timeMs: Float64Array;
};

/** Checked once, however many backtests read the same instruments: a sweep runs thousands. */
const opened = new WeakMap<readonly LabInstrument[], OpenMarket>();

/**
 * Checks instruments and lays them on one timeline. The bars are taken as they are and must not change afterwards.
 *
 * @throws AppError `invalid-input` on bad bars, a symbol given twice, or different intervals.
 */
export function openMarket(instruments: readonly LabInstrument[]): OpenMarket {
  const known = opened.get(instruments);
  if (known) return known;
  for (const { symbol, bars, finerBars } of instruments) {
    checkBars(symbol, bars);
    if (finerBars) checkBars(`${symbol} (finer)`, finerBars);
  }
  checkTogether(instruments);
  const sorted = [...instruments].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const market = { instruments: sorted, timeMs: unionOf(sorted.map(({ bars }) => bars.openTimeMs)) };
  opened.set(instruments, market);
  return market;
}

function checkTogether(instruments: readonly LabInstrument[]): void {
  const refuse = (code: string, message: string) =>
    new AppError('invalid-input', message, { errors: [{ path: 'instruments', code, message }] });
  if (instruments.length === 0) throw refuse('no-instruments', 'a backtest needs an instrument');
  if (new Set(instruments.map(({ symbol }) => symbol)).size < instruments.length)
    throw refuse('repeated-symbol', 'each instrument is given once');
  if (new Set(instruments.map(({ interval }) => interval)).size > 1)
    throw refuse('mixed-intervals', 'all instruments of a backtest have bars of one interval');
}

function unionOf(times: readonly Float64Array[]): Float64Array {
  if (times.length === 1) return times[0]!;
  const all = new Set<number>();
  for (const column of times) for (const atMs of column) all.add(atMs);
  return Float64Array.from(all).sort();
}
