import { pino, type Logger } from 'pino';
import { currentTrace } from './trace-context.ts';

/** Paths that never reach a log, whoever logs them. */
const SECRETS = [
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'privateKey',
  'authorization',
  'cookie',
];
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** JSON lines with service, trace and request id; secrets are replaced before they are written. */
export function createLogger(service: string, level = 'info', destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"atMs":${Date.now()}`,
    redact: { paths: [...REDACTED, 'req.headers.authorization', 'req.headers.cookie'], censor: '[redacted]' },
    mixin: () => traceFields(),
  };
  return destination ? pino(options, destination) : pino(options);
}

function traceFields(): Record<string, string> {
  const trace = currentTrace();
  return trace ? { traceId: trace.traceId, requestId: trace.requestId } : {};
}

export type { Logger };
