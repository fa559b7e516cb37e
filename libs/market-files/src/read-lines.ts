import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unzip, UnzipInflate } from 'fflate';
import { AppError } from '@orbiquant/kernel';

/** A line of a file, counted from 1. */
export type Line = { line: number; text: string };

/** The lines of a plain, gzipped or zipped text file, as a stream: a file may be larger than memory. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const lines = createInterface({ input: textStream(path), crlfDelay: Infinity });
  let line = 0;
  try {
    for await (const text of lines) yield { line: ++line, text };
  } catch (cause) {
    throw new AppError('unprocessable', `${path} cannot be read after line ${line}: ${messageOf(cause)}`, { cause });
  }
}

function textStream(path: string): Readable {
  if (path.endsWith('.zip')) return Readable.from(unzipped(path), { objectMode: false });
  const bytes = createReadStream(path);
  if (!path.endsWith('.gz')) return bytes;
  const text = createGunzip();
  bytes.on('error', (error) => text.destroy(error));
  return bytes.pipe(text);
}

/** The files of an archive one after another. */
async function* unzipped(path: string): AsyncGenerator<Buffer> {
  let ready: Buffer[] = [];
  let fault: Error | null = null;
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    file.ondata = (error, chunk) => {
      fault ??= error;
      if (!error) ready.push(Buffer.from(chunk));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(path)) {
    unzip.push(chunk as Buffer);
    if (fault) throw fault;
    yield* ready;
    ready = [];
  }
  unzip.push(new Uint8Array(0), true);
  if (files === 0) throw new Error('not a ZIP archive');
  if (fault) throw fault;
  yield* ready;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
