import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { portsOf, readRunFile } from '@orbiquant/orchestration';
import { familyOf, isOpen, survivorsOf } from './processes.ts';
import { logTails, newStateFolder, ROOT, startArguments } from './stack.ts';

const PORT_OFFSET = 15_000;
const READY_MS = 180_000;

describe('in the foreground', () => {
  const stateFolder = newStateFolder();
  let bootstrap: ChildProcess | null = null;
  afterAll(() => {
    bootstrap?.kill('SIGTERM');
    rmSync(join(stateFolder, '..'), { recursive: true, force: true });
  });

  it('Ctrl-C leaves no process and no port', async () => {
    const args = ['orchestration/bin/start.mjs', ...startArguments(stateFolder, { portOffset: PORT_OFFSET })];
    bootstrap = spawn(process.execPath, args, { cwd: ROOT });
    const ended = new Promise<number | null>((resolve) => bootstrap?.once('exit', resolve));
    await welcome(bootstrap, stateFolder);
    const all = familyOf(bootstrap.pid ?? 0);
    expect(all.length).toBeGreaterThan(8);
    bootstrap.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(survivorsOf(all)).toEqual([]);
    const open = [];
    for (const { port, owner } of portsOf(PORT_OFFSET, false)) if (await isOpen(port)) open.push(owner);
    expect(open).toEqual([]);
    expect(readRunFile(stateFolder)).toBeNull();
  });
});

/** Waits for the sentence a newcomer waits for. */
function welcome(bootstrap: ChildProcess, stateFolder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (): void => reject(new Error(`It is not ready:\n${said}\n${logTails(stateFolder)}`));
    const tooLong = setTimeout(fail, READY_MS);
    bootstrap.once('exit', fail);
    for (const stream of [bootstrap.stdout, bootstrap.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (!said.includes('is ready after')) return;
        clearTimeout(tooLong);
        bootstrap.off('exit', fail);
        resolve();
      });
  });
}
