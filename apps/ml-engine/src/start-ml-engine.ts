import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { systemClock, type Clock } from '@orbiquant/kernel';
import { labEntities, ruleRepository, runRepository, shareRepository, trialRepository } from '@orbiquant/lab-store';
import { evaluationPool } from '@orbiquant/lab-workers';
import { codeVersion } from '@orbiquant/platform-config';
import { openDatabase, translateDatabaseTrouble, type DataSource } from '@orbiquant/platform-db';
import {
  createClient,
  createServer,
  serviceAuthenticate,
  serviceSigner,
  type Call,
  type ReadyCheck,
  type ServiceIdentity,
} from '@orbiquant/platform-http';
import { rangeScorer, type RangeScorer } from '@orbiquant/signal-onnx';
import { modelRepository, predictionRepository, scoreRepository, signalEntities } from '@orbiquant/signal-store';
import { forecastDesk } from './forecast-desk.ts';
import { labRunner } from './lab/lab-runner.ts';
import { readInstruments } from './lab/read-instruments.ts';
import { marketCandles } from './market-candles.ts';
import { labReportRoute } from './routes/lab-report-route.ts';
import { labRoutes } from './routes/lab-routes.ts';
import { modelRoutes } from './routes/model-routes.ts';
import { predictionRoutes } from './routes/prediction-routes.ts';
import { ruleRoutes } from './routes/rule-routes.ts';
import { shareRoutes } from './routes/share-routes.ts';
import { scoreRoutes } from './routes/score-routes.ts';
import { strategyRoutes } from './routes/strategy-routes.ts';

/** Everything the service is built from. */
export type MlEngineOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  dataServiceUrl: string;
  modelFolder?: string;
  /** Threads that evaluate runs of the lab. */
  labWorkers: number;
  clock?: Clock;
};

/** The running service. */
export type MlEngine = { url: string; db: DataSource; stop: () => Promise<void> };

const MODEL_FOLDER = fileURLToPath(new URL('../models/range-har-1/', import.meta.url));
/** A body may hold 5000 candles. */
const BODY_BYTES_MAX = 1024 * 1024;

/** Loads and checks the model, then answers; a model that cannot be trusted keeps the service from starting. */
export async function startMlEngine(options: MlEngineOptions): Promise<MlEngine> {
  const scorer = await rangeScorer(options.modelFolder ?? MODEL_FOLDER);
  const db = await openDatabase({
    url: options.databaseUrl,
    entities: [...signalEntities, ...labEntities],
    applicationName: 'ml-engine',
  });
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
  scoreRoutes(server, { scores: scoreRepository(db), dataService, clock: options.clock ?? systemClock });
  const lab = startLab(server, { db, dataService, options });
  await server.listen({ host: options.host, port: options.port });
  return {
    url: `http://${options.host}:${(server.server.address() as AddressInfo).port}`,
    db,
    stop: async () => {
      await server.close();
      await lab.stop();
      await scorer.close();
      await db.destroy();
    },
  };
}

type LabParts = { db: DataSource; dataService: Call; options: MlEngineOptions };

/** The lab: its routes, the threads that evaluate, and the one that works on what was ordered. */
function startLab(server: FastifyInstance, { db, dataService, options }: LabParts): { stop: () => Promise<void> } {
  const { clock = systemClock, labWorkers } = options;
  const stopping = new AbortController();
  const pool = evaluationPool(labWorkers);
  const runs = runRepository(db);
  const runner = labRunner(
    {
      runs,
      trials: trialRepository(db),
      pool,
      read: (order) => readInstruments(dataService, order),
      clock,
      log: server.log,
      codeVersion: codeVersion(),
    },
    stopping.signal,
  );
  labRoutes(server, { runs, clock, wake: runner.wake });
  labReportRoute(server, runs);
  ruleRoutes(server, ruleRepository(db));
  shareRoutes(server, { shares: shareRepository(db), clock });
  strategyRoutes(server, dataService);
  return {
    stop: async () => {
      stopping.abort();
      await pool.close();
      await runner.done;
    },
  };
}

const readyChecks = (db: DataSource, { card }: RangeScorer): ReadyCheck[] => [
  { name: 'model', check: async () => `${card.modelId} ${card.version}, ${card.status}` },
  { name: 'database', check: async () => (await db.query('SELECT 1'), 'answers') },
];
