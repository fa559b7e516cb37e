import { signalEmitted, type RangePrediction } from '@orbiquant/contracts';
import { sha256Hex } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';
import { PredictionTable, type PredictionRow, type PredictionSource } from './signal-entities.ts';

/** A forecast as it is made: its identity follows from what it was made of. */
export type NewPrediction = Omit<RangePrediction, 'predictionId'> & {
  source: PredictionSource;
  features: Float64Array;
};

/** Which forecasts: the newest `limit` on the market's own candles that were known at the cursor. */
export type PredictionPage = { symbol: string; limit: number; asOfMs?: number | undefined };

/** Forecasts: written once, never changed. */
export type PredictionRepository = {
  record(prediction: NewPrediction): Promise<RangePrediction>;
  page(page: PredictionPage): Promise<RangePrediction[]>;
  find(predictionId: string): Promise<RangePrediction | null>;
};

export const predictionRepository = (db: DataSource): PredictionRepository => ({
  /** The same view of the market by the same version is one forecast; it is told to the others in the same transaction. */
  async record({ source, features, interval80, ...prediction }) {
    const predictionId = identityOf({ source, ...prediction });
    await db.transaction(async (tx) => {
      const inserted = await insert(tx, {
        ...prediction,
        predictionId,
        source,
        low80: interval80.low,
        high80: interval80.high,
        features: [...features],
      });
      if (inserted && source === 'market')
        await publish(tx, signalEmitted, { ...prediction, predictionId, interval80 });
    });
    return decode(await db.manager.findOneByOrFail(PredictionTable, { predictionId }));
  },

  async page({ symbol, limit, asOfMs }) {
    const query = db.manager
      .createQueryBuilder(PredictionTable, 'p')
      .where("p.symbol = :symbol AND p.source = 'market'", { symbol })
      .orderBy('p.asOfMs', 'DESC')
      .addOrderBy('p.predictionId')
      .take(limit);
    if (asOfMs !== undefined) query.andWhere('p.asOfMs <= :asOf', { asOf: new Date(asOfMs) });
    return (await query.getMany()).map(decode);
  },

  async find(predictionId) {
    const row = await db.manager.findOneBy(PredictionTable, { predictionId });
    return row && decode(row);
  },
});

async function insert(tx: EntityManager, row: Omit<PredictionRow, 'recordedAtMs'>): Promise<boolean> {
  const { raw } = await tx
    .createQueryBuilder()
    .insert()
    .into(PredictionTable)
    .values(row)
    .orIgnore()
    .returning('prediction_id')
    .execute();
  return (raw as unknown[]).length > 0;
}

function decode({
  low80,
  high80,
  source: _source,
  features: _features,
  recordedAtMs: _at,
  ...row
}: PredictionRow): RangePrediction {
  return { ...row, interval80: { low: low80, high: high80 } };
}

type Identified = Pick<
  NewPrediction,
  'modelId' | 'modelVersion' | 'source' | 'symbol' | 'interval' | 'candleOpenTimeMs' | 'featureHash'
>;

/** A UUID made of the view itself (version 8), so that asking again anywhere names the same forecast. @see RFC 9562 section 5.8 */
function identityOf(view: Identified): string {
  const { modelId, modelVersion, source, symbol, interval, candleOpenTimeMs, featureHash } = view;
  const hex = sha256Hex([modelId, modelVersion, source, symbol, interval, candleOpenTimeMs, featureHash].join('\n'));
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
