import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openDatabase, translateDatabaseTrouble, type DataSource } from '@orbiquant/platform-db';
import {
  createClient,
  createServer,
  serviceAuthenticate,
  serviceSigner,
  type ReadyCheck,
  type ServiceIdentity,
} from '@orbiquant/platform-http';
import { rangeScorer, type RangeScorer } from '@orbiquant/signal-onnx';
import { modelRepository, predictionRepository, signalEntities } from '@orbiquant/signal-store';
import { forecastDesk } from './forecast-desk.ts';
import { marketCandles } from './market-candles.ts';
import { modelRoutes } from './routes/model-routes.ts';
import { predictionRoutes } from './routes/prediction-routes.ts';

/** Everything the service is built from. */
export type MlEngineOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  dataServiceUrl: string;
  modelFolder?: string;
};

/** The running service. */
export type MlEngine = { url: string; db: DataSource; stop: () => Promise<void> };

const MODEL_FOLDER = fileURLToPath(new URL('../models/range-har-1/', import.meta.url));
/** A body may hold 5000 candles. */
const BODY_BYTES_MAX = 1024 * 1024;

/** Loads and checks the model, then answers; a model that cannot be trusted keeps the service from starting. */
export async function startMlEngine(options: MlEngineOptions): Promise<MlEngine> {
  const scorer = await rangeScorer(options.modelFolder ?? MODEL_FOLDER);
  const db = await openDatabase({ url: options.databaseUrl, entities: signalEntities, applicationName: 'ml-engine' });
  await modelRepository(db).register(scorer.card);
  const server = await createServer({
    service: 'ml-engine',
    logLevel: options.logLevel,
    authenticate: serviceAuthenticate(options.identity),
    checks: readyChecks(db, scorer),
    translate: translateDatabaseTrouble,
    bodyBytesMax: BODY_BYTES_MAX,
  });
  const sign = serviceSigner(options.identity);
  const dataService = createClient({ name: 'data-service', baseUrl: options.dataServiceUrl, sign });
  const predictions = predictionRepository(db);
  modelRoutes(server, [scorer.card]);
  await predictionRoutes(server, {
    desk: forecastDesk({ scorer, predictions, candles: marketCandles(dataService) }),
    predictions,
  });
  await server.listen({ host: options.host, port: options.port });
  return {
    url: `http://${options.host}:${(server.server.address() as AddressInfo).port}`,
    db,
    stop: async () => {
      await server.close();
      await scorer.close();
      await db.destroy();
    },
  };
}

const readyChecks = (db: DataSource, { card }: RangeScorer): ReadyCheck[] => [
  { name: 'model', check: async () => `${card.modelId} ${card.version}, ${card.status}` },
  { name: 'database', check: async () => (await db.query('SELECT 1'), 'answers') },
];
