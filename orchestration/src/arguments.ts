import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How a start was asked for. */
export type StartOptions = {
  detach: boolean;
  dev: boolean;
  /** Candle files to replay; empty means the synthetic market. */
  replay: string[];
  /** Market seconds per second; null means the market's own default. */
  speed: number | null;
  seed: string | null;
  /** Added to every port, so that two installations can stand side by side. */
  portOffset: number;
  stateFolder: string;
};

/** A fault of what was typed, told in one sentence. */
export class UsageError extends Error {}

const FLAGS = {
  detach: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
  replay: { type: 'string', multiple: true, default: [] as string[] },
  speed: { type: 'string' },
  seed: { type: 'string' },
  'port-offset': { type: 'string' },
  state: { type: 'string' },
} as const;

/** Reads the flags of `npm start`. Paths are taken from the folder the command was typed in. */
export function startOptions(args: readonly string[], env: Record<string, string | undefined>): StartOptions {
  const { values, positionals } = parse(args);
  const from = env['INIT_CWD'] ?? '.';
  const offset = values['port-offset'] ?? env['ORBIQUANT_PORT_OFFSET'];
  return {
    detach: values.detach,
    dev: values.dev,
    replay: [...values.replay, ...positionals].map((file) => resolve(from, file)),
    speed: numberOf('--speed', values.speed, { min: 0.01, max: 10_000 }),
    seed: values.seed ?? null,
    portOffset: numberOf('--port-offset', offset, { min: 0, max: 60_000 }) ?? 0,
    stateFolder: resolve(values.state ?? (env['ORBIQUANT_STATE'] || '.orbiquant')),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(String((error as Error).message));
  }
}

function numberOf(flag: string, text: string | undefined, { min, max }: { min: number; max: number }): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max)
    throw new UsageError(`${flag} takes a number from ${min} to ${max}, not "${text}"`);
  return value;
}
