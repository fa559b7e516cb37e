import { readFileSync } from 'node:fs';

/** Version of the house's code, from the package file at its root: written on what another version may compute differently. */
export function codeVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
