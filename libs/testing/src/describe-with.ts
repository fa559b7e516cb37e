import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';

/** Tests that need a program of the machine: skipped with a message where it is absent, never in CI. */
export function describeWithProgram(name: string, path: string, body: () => void): void {
  const present = existsSync(path);
  if (!present && process.env['CI']) throw new Error(`CI needs ${path}`);
  (present ? describe : describe.skip)(present ? name : `${name} (skipped: ${path} is not there)`, body);
}
