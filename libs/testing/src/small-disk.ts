import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from '@jest/globals';

/**
 * Tests on a disk of a few megabytes, which they may fill: a file system in memory, gone when they end. Who may not mount one
 * sees them skipped with a message, never in CI.
 */
export function describeWithSmallDisk(name: string, megabytes: number, body: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-disk-'));
  chmodSync(folder, 0o711);
  const refusal = mounted(folder, megabytes);
  if (refusal !== null && process.env['CI']) throw new Error(`CI needs a small disk: ${refusal}`);
  (refusal === null ? describe : describe.skip)(
    refusal === null ? name : `${name} (skipped: no small disk can be mounted here)`,
    () => {
      body(folder);
      // after what the body takes down
      afterAll(() => void execFileSync('umount', [folder]));
      afterAll(() => rmSync(folder, { recursive: true, force: true }));
    },
  );
  if (refusal !== null) rmSync(folder, { recursive: true, force: true });
}

/** Null when it stands. */
function mounted(folder: string, megabytes: number): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
