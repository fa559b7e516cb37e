import { Interval, Symbol } from '@orbiquant/contracts';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '@orbiquant/kernel';
import { marketEntities } from '@orbiquant/market-store';
import { z } from 'zod';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';

/** What a command gets from the shell that runs it. */
export type DataCommandDeps = { databaseUrl: string; write: (line: string) => void };

/** A command: arguments in, exit code out; with `--json` it writes exactly one JSON object. */
export type DataCommand = (args: string[], deps: DataCommandDeps) => Promise<number>;

type Options = NonNullable<ParseArgsConfig['options']>;

/** Arguments by name. @throws AppError invalid-input for one that the command does not know. */
export function argumentsOf<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean' }, ...options }, allowPositionals: true });
  } catch (cause) {
    throw new AppError('invalid-input', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Runs `work` on an open database and closes it whatever happens. */
export async function withDatabase<T>(url: string, work: (db: DataSource) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url, entities: marketEntities, applicationName: 'data-cli', poolMax: 4 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Writes a result: one line of JSON, or sentences for people. */
export function report(
  result: unknown,
  { json, write }: { json: boolean; write: (line: string) => void },
  sentences: readonly string[],
): void {
  if (json) write(JSON.stringify(result));
  else for (const sentence of sentences) write(sentence);
}

/** A symbol and an interval of the command line, checked. @throws AppError invalid-input */
export function seriesOf(
  symbol: string | undefined,
  interval: string | undefined,
): { symbol: string; interval: Interval } {
  const parsed = z.object({ symbol: Symbol, interval: Interval }).safeParse({ symbol, interval });
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid-input',
    'Give a symbol such as BTCUSDT and one of the intervals 1m 5m 15m 30m 1h 4h 1d 1w 1M',
  );
}

/** An instant of the command line: a date (UTC) or epoch ms. @throws AppError invalid-input */
export function instantOf(text: string): number {
  const ms = /^\d{10,}$/.test(text) ? Number(text) : Date.parse(/T|Z/.test(text) ? text : `${text}T00:00:00Z`);
  if (Number.isFinite(ms)) return ms;
  throw new AppError('invalid-input', `${text} is no date such as 2025-01-31`);
}
