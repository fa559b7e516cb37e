import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from './arguments.ts';
import { readRunFile } from './run-file.ts';

/** Starts the launcher in the background and waits until it is ready. @throws when it ends before that */
export async function startDetached(options: StartOptions, args: readonly string[]): Promise<void> {
  mkdirSync(join(options.stateFolder, 'logs'), { recursive: true });
  const logFile = join(options.stateFolder, 'logs', 'launcher.log');
  const log = openSync(logFile, 'w');
  const script = fileURLToPath(new URL('./start.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args.filter((arg) => arg !== '--detach')],
    { detached: true, stdio: ['ignore', log, log] },
  );
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  while (readRunFile(options.stateFolder)?.state !== 'ready') {
    if (ended) throw new Error(readFileSync(logFile, 'utf8').trim());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.unref();
}
