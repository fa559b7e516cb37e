import type { FieldFault } from '@orbiquant/kernel';
import { AppError } from '@orbiquant/kernel';
import type { BarColumn, Bars } from './bars.ts';

const COLUMNS: readonly BarColumn[] = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'];
const PRICES = ['open', 'high', 'low', 'close'] as const;

/**
 * Makes sure that bars are what they claim to be, whatever their interval, before money is staked on them.
 *
 * @throws  `AppError` `invalid-input` naming the column and the index of the first faulty bar, path `bars.<column>[<index>]`:
 *          columns of unequal length, a time that is not after the one before, NaN or infinity, a price that is not above
 *          zero, a high below the low or a price outside of them, a negative volume.
 */
export function checkBars(bars: Bars): void {
  checkLengths(bars);
  for (let at = 0; at < bars.close.length; at++) {
    for (const column of COLUMNS) if (!Number.isFinite(bars[column][at]!)) refuse(column, at, 'is not a finite number');
    checkTime(bars, at);
    checkPrices(bars, at);
    if (bars.volume[at]! < 0) refuse('volume', at, 'is negative');
  }
}

function refuse(column: BarColumn, at: number, fault: string): never {
  const message = `Column ${column} at bar ${at} ${fault}.`;
  throw invalid({ path: `bars.${column}[${at}]`, code: 'invalid-bar', message });
}

function invalid(fault: FieldFault): AppError {
  return new AppError('invalid-input', fault.message, { errors: [fault] });
}

/** A caller without types may have left a column out. */
const lengthOf = (column: Float64Array | undefined): number | 'no' => column?.length ?? 'no';

function checkLengths(bars: Bars): void {
  const wanted = lengthOf(bars.close);
  for (const column of COLUMNS) {
    const length = lengthOf(bars[column]);
    if (length === wanted && length !== 'no') continue;
    const message =
      length === 'no' ? `Column ${column} is missing.` : `Column ${column} has ${length} bars, close has ${wanted}.`;
    throw invalid({ path: `bars.${column}`, code: 'unequal-length', message });
  }
}

function checkTime({ openTimeMs }: Bars, at: number): void {
  if (at === 0 || openTimeMs[at]! > openTimeMs[at - 1]!) return;
  refuse(
    'openTimeMs',
    at,
    openTimeMs[at] === openTimeMs[at - 1] ? 'repeats the bar before' : 'is before the bar before',
  );
}

function checkPrices(bars: Bars, at: number): void {
  const [high, low] = [bars.high[at]!, bars.low[at]!];
  for (const column of PRICES) if (bars[column][at]! <= 0) refuse(column, at, 'is not above zero');
  if (high < low) refuse('high', at, 'is below the low');
  for (const column of ['open', 'close'] as const)
    if (bars[column][at]! > high || bars[column][at]! < low) refuse(column, at, 'is outside of high and low');
}
