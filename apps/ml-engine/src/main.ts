import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { startMlEngine } from './start-ml-engine.ts';

const env = config();
const service = await startMlEngine({
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
  labWorkers: env.LAB_WORKERS,
  ...(env.MODEL_FOLDER ? { modelFolder: env.MODEL_FOLDER } : {}),
});
closeWithGrace({ delay: 10_000 }, async () => service.stop());
