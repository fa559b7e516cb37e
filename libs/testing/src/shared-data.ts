import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

const FOLDER = fileURLToPath(new URL('../../../../shared/', import.meta.url));

/** Path of a file of reference data that stands beside a checkout of the project, where there is one. */
export const sharedPath = (path: string): string => `${FOLDER}${path}`;

/** Tests that need reference data: skipped with a message where it is absent, never in CI. */
export function describeWithShared(name: string, path: string, body: () => void): void {
  const present = existsSync(sharedPath(path));
  if (!present && process.env['CI']) throw new Error(`CI needs the reference data ${path}`);
  (present ? describe : describe.skip)(present ? name : `${name} (skipped: ../shared/${path} is not there)`, body);
}
