import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '@orbiquant/kernel';
import { marketEntities } from '@orbiquant/market-store';
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
