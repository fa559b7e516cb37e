import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['apps/frontend', 'libs/contracts/src', 'libs/kernel/src', 'libs/quant/src'];
const STAMP = 'apps/frontend/dist/.sources';
const FOLDER = 'apps/frontend';
const VITE = '../../node_modules/vite/bin/vite.js';

/** Builds the single-page application when its sources changed since the last build. */
export async function buildFrontend(): Promise<'built' | 'fresh'> {
  const digest = sourcesDigest();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return 'fresh';
  await runVite();
  writeFileSync(STAMP, digest);
  return 'built';
}

/** Builds it again at each change of its sources, until `signal` aborts. */
export function watchFrontend(signal: AbortSignal): void {
  const args = [VITE, 'build', '--watch', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'], signal });
  child.once('error', (error) => {
    if (!signal.aborted) process.stderr.write(`The front end is not watched: ${error.message}\n`);
  });
}

function sourcesDigest(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const file of filesOf(folder)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .sort();
  return names.flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : [path];
  });
}

function runVite(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [VITE, 'build', '--logLevel', 'error'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('The front end could not be built; what vite says stands above.')),
    );
  });
}
