import { dbEnv, httpEnv, loadConfig, serviceEnv, whole } from '@orbiquant/platform-config';
import { z } from 'zod';

/** What llm-agent is told at start. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    HTTP_PORT: whole(3085),
    ...dbEnv,
    ...serviceEnv,
    DATA_SERVICE_URL: z.url(),
    ML_ENGINE_URL: z.url(),
    /** Where Ollama answers; left out, the planner answers alone. */
    OLLAMA_URL: z.url().optional(),
    OLLAMA_MODEL: z.string().default('llama3.1'),
    /** How long a model may take for one answer, ms. */
    MODEL_MS_MAX: whole(60_000, 1),
  });
