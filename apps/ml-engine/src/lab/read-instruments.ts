import { getCandles, getInstruments, type CandleColumns, type Interval, type LabOrder } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import type { LabInstrument } from '@orbiquant/lab';
import type { Call } from '@orbiquant/platform-http';
import type { Bars } from '@orbiquant/quant';

/** Bars of all instruments of a run together at most: some 20 years of one instrument's five minutes. */
const BARS_MAX = 2_000_000;
const PAGE = 5_000;

type Asked = { symbol: string; interval: Interval; fromMs: number; toMs: number; asOf?: number };

/**
 * The instruments of an order with their closed candles, as data-service has them now.
 *
 * @throws AppError `not-found` for an unknown symbol, `unprocessable` when it has no candles there or the order asks for too many.
 */
export async function readInstruments(
  dataService: Call,
  { symbols, interval, fromMs, toMs, assumptions }: LabOrder,
): Promise<LabInstrument[]> {
  const known = await dataService(getInstruments, {});
  const found: LabInstrument[] = [];
  let left = BARS_MAX;
  for (const symbol of symbols) {
    const instrument = known.find((one) => one.symbol === symbol);
    if (!instrument)
      throw unknown(
        symbol,
        known.map((one) => one.symbol),
      );
    const bars = await readBars(dataService, { symbol, interval, fromMs, toMs }, left);
    left -= bars.close.length;
    const { tickSize, stepSize, quantityMin, notionalMin } = instrument;
    const filters = {
      tickSize: tickSize.toNumber(),
      stepSize: stepSize.toNumber(),
      quantityMin: quantityMin.toNumber(),
      notionalMin: notionalMin.toNumber(),
    };
    const { market, leverageMax } = assumptions;
    const asked = { fromMs, toMs };
    found.push({ symbol, interval, bars, asked, market, filters, ...(market === 'perpetual' ? { leverageMax } : {}) });
  }
  return found;
}

const unknown = (symbol: string, known: readonly string[]): AppError => {
  const message = `There is no instrument ${symbol}; there are ${known.join(', ')}`;
  return new AppError('not-found', message, { errors: [{ path: 'symbols', code: 'unknown-symbol', message }] });
};

/** Every candle that opens in [fromMs, toMs) and had closed at `asOf`, oldest first, read page by page from the newest. */
export async function readBars(dataService: Call, asked: Asked, barsMax = BARS_MAX): Promise<Bars> {
  const pages: CandleColumns[] = [];
  let count = 0;
  for (let to: number | null = asked.toMs; to !== null && to > asked.fromMs;) {
    const { symbol, interval, fromMs, asOf } = asked;
    const page: CandleColumns = await dataService(getCandles, {
      query: { symbol, interval, from: fromMs, to, limit: PAGE, ...(asOf === undefined ? {} : { asOf }) },
    });
    if (page.openTimeMs.length === 0) break;
    pages.unshift(page);
    count += page.openTimeMs.length;
    if (count > barsMax)
      throw new AppError(
        'unprocessable',
        `A run reads at most ${BARS_MAX} candles: take a shorter time or a coarser interval`,
      );
    to = page.nextToMs;
  }
  if (count === 0)
    throw new AppError('unprocessable', `There are no ${asked.interval} candles of ${asked.symbol} in that time`);
  return joined(pages);
}

function joined(pages: readonly CandleColumns[]): Bars {
  const column = (name: keyof Bars): Float64Array => Float64Array.from(pages.flatMap((page) => page[name]));
  return {
    openTimeMs: column('openTimeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
