import {
  getCandles,
  getInstruments,
  getMarketClock,
  predictRange,
  type Candle,
  type RangePrediction,
} from '@orbiquant/contracts';
import type { MarketPort } from '@orbiquant/copilot';
import { AppError } from '@orbiquant/kernel';
import type { Call, PersonCaller } from '@orbiquant/platform-http';

/** The market as the house's services tell it to one person, and its clock. */
export type HouseMarket = { portFor(person: PersonCaller): MarketPort; nowMs(person: PersonCaller): Promise<number> };

const FORECAST_INTERVAL = '1h';

/** Reads of the siblings, with the person's own rights. */
export const houseMarket = ({ dataService, mlEngine }: { dataService: Call; mlEngine: Call }): HouseMarket => ({
  nowMs: async (person) => (await dataService(getMarketClock, {}, { person })).nowMs,
  portFor: (person) => ({
    async candles({ symbol, interval, limit, asOfMs }) {
      const query = { symbol, interval, limit, asOf: asOfMs };
      return rowsOf(await dataService(getCandles, { query }, { person }));
    },
    async forecast({ symbol, asOfMs }) {
      const body = { symbol, interval: FORECAST_INTERVAL, asOf: asOfMs } as const;
      return mlEngine(predictRange, { body }, { person }).catch(withoutForecast);
    },
    async symbols() {
      return (await dataService(getInstruments, {}, { person })).map(({ symbol }) => symbol);
    },
  }),
});

/** Too young a market has no forecast, and neither has a house whose models are down; the rest of the answer stands. */
function withoutForecast(error: unknown): RangePrediction | null {
  if (error instanceof AppError) return null;
  throw error;
}

type Columns = Pick<Record<keyof Candle, number[]>, keyof Candle>;

const rowsOf = ({ openTimeMs, open, high, low, close, volume }: Columns): Candle[] =>
  openTimeMs.map((at, row) => ({
    openTimeMs: at,
    open: open[row]!,
    high: high[row]!,
    low: low[row]!,
    close: close[row]!,
    volume: volume[row]!,
  }));
