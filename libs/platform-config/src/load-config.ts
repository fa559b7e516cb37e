import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Every fault of the configuration at once, so that an operator mends it in one go. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Shape = Record<string, z.ZodType>;
type Env = Record<string, string | undefined>;

/** Parses the merged fragments once and freezes the result. `NAME_FILE` names a file that holds `NAME`. */
export function loadConfig<S extends Shape>(shape: S, env: Env = process.env): Readonly<z.output<z.ZodObject<S>>> {
  const faults: string[] = [];
  const raw = Object.fromEntries(Object.keys(shape).map((name) => [name, readSetting(name, env, faults)]));
  const parsed = z.object(shape).safeParse(raw);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults);
  return Object.freeze(parsed.data);
}

function readSetting(name: string, env: Env, faults: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] === '' ? undefined : env[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    faults.push(`${name}_FILE: cannot read ${file}`);
    return undefined;
  }
}
