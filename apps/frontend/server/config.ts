import { z } from 'zod';
import { httpEnv, loadConfig } from '@orbiquant/platform-config';

/** Everything that an operator may set, checked at once. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    BACKEND_URL: z.url().default('http://127.0.0.1:3081'),
    /** The live relay. */
    SOCKET_URL: z.url().default('http://127.0.0.1:3082'),
  });
