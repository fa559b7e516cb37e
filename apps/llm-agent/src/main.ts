import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { startLlmAgent } from './start-llm-agent.ts';

const env = config();
const service = await startLlmAgent({
  host: env.HTTP_HOST,
  port: env.HTTP_PORT,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.DATABASE_URL,
  identity: {
    name: env.SERVICE_NAME,
    privateKey: env.SERVICE_PRIVATE_KEY,
    publicKeys: env.SERVICE_PUBLIC_KEYS,
    callers: env.SERVICE_CALLERS,
  },
  dataServiceUrl: env.DATA_SERVICE_URL,
  mlEngineUrl: env.ML_ENGINE_URL,
  ollama: env.OLLAMA_URL ? { url: env.OLLAMA_URL, model: env.OLLAMA_MODEL } : null,
  modelMsMax: env.MODEL_MS_MAX,
});
closeWithGrace({ delay: 10_000 }, async () => service.stop());
