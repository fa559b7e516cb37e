import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running installation says of itself, for `stop`, `status` and the other commands. */
export type RunFile = {
  launcherPid: number;
  state: 'starting' | 'ready' | 'stopping';
  portOffset: number;
  adminUrl: string;
  startedAtMs: number;
  readyAfterMs: number | null;
  market: string;
};

const path = (stateFolder: string): string => join(stateFolder, 'run.json');

/** Written whole or not at all. */
export function writeRunFile(stateFolder: string, run: RunFile): void {
  writeFileSync(`${path(stateFolder)}.new`, JSON.stringify(run, null, 2), { mode: 0o600 });
  renameSync(`${path(stateFolder)}.new`, path(stateFolder));
}

/** The running installation, or null when none runs: a file left by a process that is gone counts for nothing. */
export function readRunFile(stateFolder: string): RunFile | null {
  if (!existsSync(path(stateFolder))) return null;
  const run = JSON.parse(readFileSync(path(stateFolder), 'utf8')) as RunFile;
  return isAlive(run.launcherPid) ? run : null;
}

export function removeRunFile(stateFolder: string): void {
  rmSync(path(stateFolder), { force: true });
}

/** Whether a process of that id runs. One that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** On Linux the state follows the name, which stands in brackets and may hold anything. @see proc(5), /proc/pid/stat */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return false;
  try {
    return /\) Z /.test(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}
