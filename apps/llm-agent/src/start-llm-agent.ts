import type { AddressInfo } from 'node:net';
import type { OllamaOptions } from '@orbiquant/copilot-ollama';
import { copilotEntities } from '@orbiquant/copilot-store';
import { AppError, systemClock, type Clock } from '@orbiquant/kernel';
import { openDatabase, translateDatabaseTrouble, type DataSource } from '@orbiquant/platform-db';
import {
  createClient,
  createServer,
  serviceAuthenticate,
  serviceSigner,
  type ServiceIdentity,
} from '@orbiquant/platform-http';
import { asker } from './asker.ts';
import { houseMarket } from './house-market.ts';
import { modelGate } from './model-gate.ts';
import { readPrompt } from './read-prompt.ts';
import { askStream } from './routes/ask-stream.ts';
import { copilotRoutes } from './routes/copilot-routes.ts';

/** Everything the service is built from. */
export type LlmAgentOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  dataServiceUrl: string;
  mlEngineUrl: string;
  /** Left out, the planner answers alone. */
  ollama: OllamaOptions | null;
  modelMsMax?: number;
  clock?: Clock;
};

/** The running service. */
export type LlmAgent = { url: string; db: DataSource; stop: () => Promise<void> };

const MODEL_MS_MAX = 60_000;

/** Starts the copilot. It serves with or without a model, and with or without its siblings. */
export async function startLlmAgent(options: LlmAgentOptions): Promise<LlmAgent> {
  const { clock = systemClock, modelMsMax = MODEL_MS_MAX } = options;
  const db = await openDatabase({ url: options.databaseUrl, entities: copilotEntities, applicationName: 'llm-agent' });
  const sign = serviceSigner(options.identity);
  const market = houseMarket({
    dataService: createClient({ name: 'data-service', baseUrl: options.dataServiceUrl, sign }),
    mlEngine: createClient({ name: 'ml-engine', baseUrl: options.mlEngineUrl, sign, timeoutMs: 3_000 }),
  });
  const stopping = new AbortController();
  const gate = modelGate(options.ollama, clock);
  const ask = asker({ db, market, gate, clock, modelMsMax, prompt: await readPrompt(), stopping: stopping.signal });
  const server = await createServer({
    service: 'llm-agent',
    logLevel: options.logLevel,
    authenticate: serviceAuthenticate(options.identity),
    checks: [{ name: 'database', check: async () => (await db.query('SELECT 1'), 'answers') }],
    translate: translateDatabaseTrouble,
  });
  copilotRoutes(server, { ask, gate, db });
  askStream(server, ask);
  await server.listen({ host: options.host, port: options.port });
  return {
    url: `http://${options.host}:${(server.server.address() as AddressInfo).port}`,
    db,
    stop: async () => {
      stopping.abort(new AppError('service-unavailable', 'The copilot is stopping', { retryable: true }));
      await server.close();
      await db.destroy();
    },
  };
}
