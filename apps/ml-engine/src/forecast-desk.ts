import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import type { Candle, Interval, RangePrediction } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { isClosed, nextOpenTime } from '@orbiquant/market';
import { baselineAt, BARS_NEEDED, candleFaults, featureHash, featureRow, logBars } from '@orbiquant/signal';
import type { RangeScorer } from '@orbiquant/signal-onnx';
import type { NewPrediction, PredictionRepository } from '@orbiquant/signal-store';
import type { CandleSource } from './market-candles.ts';

/** What is asked: the market's own candles at a cursor, or candles that the caller brings along. */
export type ForecastRequest = {
  symbol: string;
  interval: Interval;
  asOf?: number | undefined;
  candles?: readonly Candle[] | undefined;
};

/** Answers requests for forecasts, a few at a time. */
export type ForecastDesk = (request: ForecastRequest) => Promise<RangePrediction>;

const AT_ONCE_MAX = 16;
const WAITING_MAX = 256;

export function forecastDesk(deps: {
  scorer: RangeScorer;
  predictions: PredictionRepository;
  candles: CandleSource;
}): ForecastDesk {
  const queue = bulkhead(AT_ONCE_MAX, WAITING_MAX);
  return async (request) => {
    const forecast = async (): Promise<RangePrediction> => {
      const seen = await candlesFor(request, deps);
      return deps.predictions.record(await forecastOn(seen, request, deps.scorer));
    };
    return queue.execute(forecast).catch((error: unknown) => {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new AppError('too-many-requests', 'Too many forecasts are waiting', { retryable: true, retryAfterSec: 1 });
    });
  };
}

/** The closed candles at the cursor, checked. @throws AppError unprocessable, naming each faulty field */
async function candlesFor(
  { symbol, interval, asOf, candles }: ForecastRequest,
  { scorer, candles: source }: { scorer: RangeScorer; candles: CandleSource },
): Promise<Candle[]> {
  const trained = scorer.manifest.interval;
  if (interval !== trained)
    throw unprocessable(`The model knows ${trained} candles only`, [
      { path: 'interval', code: 'not-supported', message: `must be ${trained}` },
    ]);
  const closed = candles
    ? candles.filter(({ openTimeMs }) => asOf === undefined || isClosed(openTimeMs, interval, asOf))
    : await source({ symbol, interval, asOf, limit: BARS_NEEDED });
  const faults = candleFaults(closed, { interval, bars: BARS_NEEDED });
  if (faults.length > 0) throw unprocessable('These candles cannot be forecast on', faults);
  return [...closed];
}

const unprocessable = (message: string, errors: ReturnType<typeof candleFaults>): AppError =>
  new AppError('unprocessable', message, { errors });

/** The forecast is dated at the close of its newest candle: the first instant at which it could be known. */
async function forecastOn(
  seen: readonly Candle[],
  request: ForecastRequest,
  scorer: RangeScorer,
): Promise<NewPrediction> {
  const { card, manifest } = scorer;
  const window = seen.slice(-BARS_NEEDED);
  const newest = window[BARS_NEEDED - 1]!;
  const features = featureRow(window);
  const { expected, low, high } = await scorer.score(features);
  return {
    modelId: card.modelId,
    modelVersion: card.version,
    status: card.status,
    source: request.candles ? 'given' : 'market',
    symbol: request.symbol,
    interval: request.interval,
    candleOpenTimeMs: newest.openTimeMs,
    asOfMs: nextOpenTime(newest.openTimeMs, request.interval),
    horizonBars: manifest.horizonBars,
    expectedLogRange: expected,
    baselineLogRange: manifest.baseline.scale * baselineAt(manifest.baseline.name, logBars(window), BARS_NEEDED - 1),
    interval80: { low, high },
    lastClose: newest.close,
    featureHash: featureHash(features),
    features,
  };
}
