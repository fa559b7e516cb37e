import { candleSeries, type CandleSeries, type TapeCandle } from './candle-series.ts';
import { volumeNeeded } from './expand-candle.ts';
import { instrumentOf, type Instrument } from './instrument.ts';
import { INTERVAL_MS, isInterval } from './intervals.ts';
import { faulty, mostDecimals, scaled, type RecordFile } from './record-file.ts';
import { UNIT_DECIMALS } from './units.ts';

const FILE_NAME = /([A-Z0-9]{5,})-(\d+[mhd])-/;
const HEADER = 'ts,open,high,low,close,volume';

/**
 * Recorded candles as a series, exact to the last digit of the file.
 * @throws AppError `invalid-input` naming the file and line when a candle is not one.
 */
export function replaySeries({ name, text }: RecordFile): CandleSeries {
  const [, symbol = '', interval = ''] = FILE_NAME.exec(name) ?? [];
  if (!isInterval(interval)) throw faulty(name, 'the name must start like BTCUSDT-5m- or BTCUSDT-trades-');
  const rows = rowsOf(name, text);
  const priceDecimals = mostDecimals(rows, [1, 2, 3, 4]);
  for (
    let volumeDecimals = mostDecimals(rows, [5]);
    volumeDecimals + priceDecimals <= UNIT_DECIMALS;
    volumeDecimals++
  ) {
    const instrument = instrumentOf(symbol, { priceDecimals, volumeDecimals });
    const candles = rows.map((row, k) => candleOf(row, instrument, `${name}, line ${k + 2}`));
    // too little volume to trade all of a candle's prices: count it in finer steps
    if (candles.some((candle) => candle.volume > 0 && candle.volume < volumeNeeded(candle))) continue;
    const series = candleSeries(instrument, INTERVAL_MS[interval]);
    for (const candle of candles) series.append(candle);
    return series;
  }
  throw faulty(name, 'prices and volumes have too many digits together, or a volume too small for its prices');
}

function rowsOf(name: string, text: string): string[][] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  if (header !== HEADER || lines.length === 0)
    throw faulty(name, `the first line must be ${HEADER}, and candles follow`);
  return lines.map((line) => line.split(','));
}

function candleOf(
  [ts = '', open = '', high = '', low = '', close = '', volume = '']: string[],
  instrument: Instrument,
  where: string,
): TapeCandle {
  const price = (text: string): number => scaled(text, instrument.priceDecimals);
  const prices = { open: price(open), high: price(high), low: price(low), close: price(close) };
  const candle = { openTimeMs: Number(ts), ...prices, volume: scaled(volume, instrument.tapeDecimals) };
  if (!isCandle(candle)) throw faulty(where, 'not a candle');
  return candle;
}

function isCandle(candle: TapeCandle): boolean {
  const { open, high, low, close } = candle;
  const isWhole = Object.values(candle).every((value) => Number.isSafeInteger(value) && value >= 0);
  return isWhole && low > 0 && low <= Math.min(open, close) && Math.max(open, close) <= high;
}
