import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@orbiquant/kernel';

/** Lines that are never changed: everything that ever came in, in order. */
export type Journal = {
  /** What was there when it was opened. */
  readonly entries: readonly unknown[];
  /** Returns when the line is on the disk. */
  append(entry: object): void;
  close(): void;
};

const FILE = 'journal.jsonl';

/** Opens the journal of a folder. A last line without its end was never acknowledged, and is cut off. */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const file = openSync(path, 'a');
  let isBroken = false;
  return {
    entries: whole
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
    append(entry) {
      // after half a line nothing may follow: a restart cuts it off
      if (isBroken) throw new AppError('internal', 'The journal could not be written; restart the emulator');
      isBroken = true;
      writeSync(file, `${JSON.stringify(entry)}\n`);
      fdatasyncSync(file);
      isBroken = false;
    },
    close: () => closeSync(file),
  };
}

/** A journal that remembers nothing. */
export const noJournal = (): Journal => ({ entries: [], append: () => undefined, close: () => undefined });
