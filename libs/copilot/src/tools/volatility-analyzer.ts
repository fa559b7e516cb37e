import { atr, realisedVolatility } from '@orbiquant/quant';
import { z } from 'zod';
import { columnsOf, latest, newestOf } from './columns.ts';
import { figure, symbolInput } from './inputs.ts';
import { RANGE_UNITS, rangeFigures, rangeShape } from './range-figures.ts';
import { tool } from './tool.ts';

const DAY_HOURS = 24;
const WEEK_HOURS = 168;
const ATR_BARS = 14;

/** How wildly an instrument has moved, and how far it may range next. */
export const volatilityAnalyzer = tool({
  name: 'volatility_analyzer',
  description: 'Realised volatility of the last day and week, ATR as a share of price, and the range forecast',
  example: 'How volatile is Solana?',
  input: z.object({ symbol: symbolInput }),
  output: z.object({
    symbol: z.string(),
    close: z.number(),
    volatility24h: figure,
    volatility7d: figure,
    atrShare: figure,
    ...rangeShape,
  }),
  units: {
    symbol: 'text',
    close: 'price',
    volatility24h: 'share',
    volatility7d: 'share',
    atrShare: 'share',
    ...RANGE_UNITS,
  },
  timeoutMs: 8_000,
  cost: 2,
  async run({ symbol }, { market, asOfMs }) {
    const [hours, forecast] = await Promise.all([
      market.candles({ symbol, interval: '1h', limit: WEEK_HOURS + 1, asOfMs }),
      market.forecast({ symbol, asOfMs }),
    ]);
    const columns = columnsOf(hours);
    const { close } = newestOf(hours, symbol);
    const range = latest(atr(columns, ATR_BARS));
    return {
      symbol,
      close,
      volatility24h: dailyVolatility(columns.close, DAY_HOURS),
      volatility7d: dailyVolatility(columns.close, WEEK_HOURS),
      atrShare: range === null ? null : range / close,
      ...rangeFigures(forecast),
    };
  },
});

/** Volatility per day, from hourly returns over a window. */
function dailyVolatility(close: Float64Array, hours: number): number | null {
  const perHour = latest(realisedVolatility(close, hours));
  return perHour === null ? null : perHour * Math.sqrt(DAY_HOURS);
}
