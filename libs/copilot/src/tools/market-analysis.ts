import type { Candle } from '@orbiquant/contracts';
import { hma, sma } from '@orbiquant/quant';
import { z } from 'zod';
import { columnsOf, latest, newestOf } from './columns.ts';
import { figure, intervalInput, periodInput, symbolInput } from './inputs.ts';
import { RANGE_UNITS, rangeFigures, rangeShape } from './range-figures.ts';
import { tool, type Figures } from './tool.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** Bars by which the Hull average must have moved for a direction. */
const SLOPE_BARS = 3;

/** Where a market stands: price, trend, the last day, and how far it may range next. */
export const marketAnalysis = tool({
  name: 'market_analysis',
  description: 'Trend, simple and Hull moving averages, the last 24 hours, and the range forecast of an instrument',
  example: 'How is Bitcoin doing?',
  input: z.object({ symbol: symbolInput, interval: intervalInput, period: periodInput(50) }),
  output: z.object({
    symbol: z.string(),
    interval: z.string(),
    close: z.number(),
    period: z.number(),
    sma: figure,
    hma: figure,
    trend: z.enum(['up', 'down', 'sideways']).nullable(),
    change24h: figure,
    high24h: figure,
    low24h: figure,
    volume24h: figure,
    ...rangeShape,
  }),
  units: {
    symbol: 'text',
    interval: 'text',
    close: 'price',
    period: 'count',
    sma: 'price',
    hma: 'price',
    trend: 'trend',
    change24h: 'share',
    high24h: 'price',
    low24h: 'price',
    volume24h: 'quantity',
    ...RANGE_UNITS,
  },
  timeoutMs: 8_000,
  cost: 3,
  async run({ symbol, interval, period }, { market, asOfMs }) {
    const [candles, hours, forecast] = await Promise.all([
      market.candles({ symbol, interval, limit: 2 * period + 20, asOfMs }),
      market.candles({ symbol, interval: '1h', limit: DAY_HOURS + 1, asOfMs }),
      market.forecast({ symbol, asOfMs }),
    ]);
    const { close } = newestOf(candles, symbol);
    return {
      symbol,
      interval,
      close,
      period,
      ...trendFigures(candles, period),
      ...lastDay(hours),
      ...rangeFigures(forecast),
    };
  },
});

/** Up: above the simple average with a rising Hull average; down: the mirror; otherwise sideways. */
function trendFigures(candles: readonly Candle[], period: number): Figures {
  const { close } = columnsOf(candles);
  const average = latest(sma(close, period));
  const hull = hma(close, period);
  const now = latest(hull);
  const before = latest(hull.subarray(0, -SLOPE_BARS));
  if (average === null || now === null || before === null) return { sma: average, hma: now, trend: null };
  const price = close.at(-1)!;
  const isUp = price > average && now > before;
  const isDown = price < average && now < before;
  return { sma: average, hma: now, trend: isUp ? 'up' : isDown ? 'down' : 'sideways' };
}

/** The last 24 hourly candles before the newest close; nulls when they are not all there. */
function lastDay(hours: readonly Candle[]): Figures {
  const day = hours.slice(-DAY_HOURS);
  const before = hours.at(-DAY_HOURS - 1);
  const newest = hours.at(-1);
  if (!before || !newest || newest.openTimeMs - before.openTimeMs !== DAY_HOURS * HOUR_MS)
    return { change24h: null, high24h: null, low24h: null, volume24h: null };
  return {
    change24h: newest.close / before.close - 1,
    high24h: Math.max(...day.map(({ high }) => high)),
    low24h: Math.min(...day.map(({ low }) => low)),
    volume24h: day.reduce((sum, { volume }) => sum + volume, 0),
  };
}
