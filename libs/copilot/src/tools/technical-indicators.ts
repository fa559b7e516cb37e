import { atr, ema, hma, sma } from '@orbiquant/quant';
import { z } from 'zod';
import { columnsOf, latest, newestOf } from './columns.ts';
import { figure, intervalInput, periodInput, symbolInput } from './inputs.ts';
import { tool } from './tool.ts';

/** Wilder's own window. */
const ATR_BARS = 14;
/** Windows of history after which an exponential average has forgotten where it was started. */
const WARM_UP = 6;

/** The averages and the true range of an instrument at the cursor. */
export const technicalIndicators = tool({
  name: 'technical_indicators',
  description: 'SMA, EMA and HMA of a period, and ATR, of an instrument on a candle length',
  example: 'SMA 20 and EMA of Ether on 4h candles',
  input: z.object({ symbol: symbolInput, interval: intervalInput, period: periodInput(20) }),
  output: z.object({
    symbol: z.string(),
    interval: z.string(),
    period: z.number(),
    atrPeriod: z.number(),
    close: z.number(),
    sma: figure,
    ema: figure,
    hma: figure,
    atr: figure,
  }),
  units: {
    symbol: 'text',
    interval: 'text',
    period: 'count',
    atrPeriod: 'count',
    close: 'price',
    sma: 'price',
    ema: 'price',
    hma: 'price',
    atr: 'price',
  },
  timeoutMs: 5_000,
  cost: 1,
  async run({ symbol, interval, period }, { market, asOfMs }) {
    const limit = Math.min(5_000, Math.max(WARM_UP * period, 250));
    const candles = await market.candles({ symbol, interval, limit, asOfMs });
    const columns = columnsOf(candles);
    return {
      symbol,
      interval,
      period,
      atrPeriod: ATR_BARS,
      close: newestOf(candles, symbol).close,
      sma: latest(sma(columns.close, period)),
      ema: latest(ema(columns.close, period)),
      hma: latest(hma(columns.close, period)),
      atr: latest(atr(columns, ATR_BARS)),
    };
  },
});
