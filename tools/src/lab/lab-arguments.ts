import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** Options of a command and what stands between them. */
export type LabArguments = { values: Record<string, string | boolean | string[] | undefined>; words: string[] };

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads a command's options; `--in A B C` takes every file that follows. @throws UsageError naming the option */
export function labArguments(args: readonly string[], options: Options): LabArguments {
  try {
    const { values, positionals } = parseArgs({ args: spread([...args]), options, allowPositionals: true });
    return { values: values as LabArguments['values'], words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--in A B` becomes `--in A --in B`: the shell's wildcard gives files in a row. */
function spread(args: string[]): string[] {
  const out: string[] = [];
  let inFiles = false;
  for (const arg of args) {
    if (arg.startsWith('--')) inFiles = arg === '--in';
    if (inFiles && arg !== '--in' && out.at(-1) !== '--in') out.push('--in');
    out.push(arg);
  }
  return out;
}

/** A number of an option, or its default. @throws UsageError naming the option */
export function numberOption({ values }: LabArguments, name: string, fallback: number): number {
  const given = values[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (given === '' || !Number.isFinite(value)) throw new UsageError(`--${name} is a number, not ${String(given)}`);
  return value;
}

/** A JSON object of an option, `{}` without it. @throws UsageError naming the option */
export function jsonOption({ values }: LabArguments, name: string): Record<string, unknown> {
  const given = values[name];
  if (given === undefined) return {};
  try {
    const value: unknown = JSON.parse(String(given));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    throw new UsageError(`--${name} is a JSON object such as '{"period": 14}', not ${String(given)}`);
  }
  throw new UsageError(`--${name} is a JSON object such as '{"period": 14}', not ${String(given)}`);
}

/** The files of `--in`. @throws UsageError when there is none */
export function filesOption({ values }: LabArguments): string[] {
  const files = values['in'];
  if (Array.isArray(files) && files.length > 0) return files;
  throw new UsageError('name the candle files with --in FILE...');
}

/** A text option. */
export const textOption = ({ values }: LabArguments, name: string): string | undefined => {
  const given = values[name];
  return typeof given === 'string' ? given : undefined;
};
