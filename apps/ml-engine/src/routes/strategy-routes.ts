import type { FastifyInstance } from 'fastify';
import { getCandles, getHmaSma, getHmaSmaCompatible, type HmaSmaRun, type Interval } from '@orbiquant/contracts';
import { nextOpenTime, openTimeOf } from '@orbiquant/market';
import { mount, type Call } from '@orbiquant/platform-http';
import type { Bars } from '@orbiquant/quant';
import { hmaSmaRun } from '@orbiquant/strategy';
import { readBars } from '../lab/read-instruments.ts';

type Query = { symbol: string; timeframe: Interval; limit: number; asOf?: number | undefined };

/** Four-hour candles that the rule needs before it says anything: its Hull average and one before it. */
const WARM_UP_BARS = 216;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What a chart of the HMA/SMA rule is drawn from, over the stored candles that had closed at the cursor. */
export function strategyRoutes(server: FastifyInstance, dataService: Call): void {
  const answer = async ({ query }: { query: Query }): Promise<HmaSmaRun> => run(dataService, query);
  mount(server, getHmaSma, answer);
  mount(server, getHmaSmaCompatible, answer);
}

async function run(dataService: Call, { symbol, timeframe, limit, asOf }: Query): Promise<HmaSmaRun> {
  const toMs = asOf ?? (await newestMs(dataService, symbol));
  const fromMs = visibleFrom(toMs, timeframe, limit);
  const read = (interval: Interval, sinceMs: number): Promise<Bars> =>
    readBars(dataService, { symbol, interval, fromMs: Math.max(0, sinceMs), toMs, asOf: toMs });
  const warmUpMs = WARM_UP_BARS * 4 * HOUR_MS;
  const [visible, base, hours, fourHours] = await Promise.all([
    read(timeframe, fromMs - warmUpMs),
    read('5m', fromMs - 2 * DAY_MS),
    read('1h', fromMs - warmUpMs),
    read('4h', fromMs - warmUpMs),
  ]);
  const coarser = new Map<Interval, Bars>([
    ['1h', hours],
    ['4h', fourHours],
  ]);
  return wired(hmaSmaRun({ symbol, base, visible, visibleInterval: timeframe, coarser, limit }));
}

/** When the newest stored five-minute candle closed. */
async function newestMs(dataService: Call, symbol: string): Promise<number> {
  const { openTimeMs, asOfMs } = await dataService(getCandles, { query: { symbol, interval: '5m', limit: 1 } });
  return openTimeMs.length === 0 ? asOfMs : nextOpenTime(openTimeMs[0]!, '5m');
}

function visibleFrom(toMs: number, timeframe: Interval, limit: number): number {
  let atMs = openTimeOf(toMs, timeframe);
  for (let bar = 0; bar < limit; bar++) atMs = openTimeOf(atMs - 1, timeframe);
  return atMs;
}

function wired({ candles, sma200, hma200_1h, hma200_4h, entries, ...now }: ReturnType<typeof hmaSmaRun>): HmaSmaRun {
  const line = (values: Float64Array): Array<number | null> =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return {
    candles: Array.from(candles.close, (close, at) => ({
      openTimeMs: candles.openTimeMs[at]!,
      open: candles.open[at]!,
      high: candles.high[at]!,
      low: candles.low[at]!,
      close,
      volume: candles.volume[at]!,
    })),
    sma200: line(sma200),
    hma200_1h: line(hma200_1h),
    hma200_4h: line(hma200_4h),
    entries: [...entries],
    ...now,
  };
}
