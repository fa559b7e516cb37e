import { availableParallelism } from 'node:os';
import { dbEnv, httpEnv, loadConfig, serviceEnv, whole } from '@orbiquant/platform-config';
import { z } from 'zod';

/** What ml-engine is told at start. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    HTTP_PORT: whole(3083),
    ...dbEnv,
    ...serviceEnv,
    DATA_SERVICE_URL: z.url(),
    /** Threads that evaluate runs of the lab. */
    LAB_WORKERS: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(Math.max(1, availableParallelism() - 1)),
    /** A folder with another model than the one that comes with the code. */
    MODEL_FOLDER: z.string().optional(),
  });
