import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { DATABASE_PORT, SERVICES } from './manifest.ts';
import { UsageError, type StartOptions } from './arguments.ts';
import { endLeftoverDatabase } from './embedded-database.ts';

const FREE_BYTES_MIN = 1024 ** 3;

/** Everything that would make a start fail later, said now, each in one sentence. */
export async function preflight(options: StartOptions, externalDatabase: boolean): Promise<void> {
  checkFolder(options.stateFolder);
  for (const file of options.replay) checkFile(file);
  // what a launcher that was killed left running holds a port that is about to be checked
  if (!externalDatabase) await endLeftoverDatabase(options.stateFolder);
  for (const { port, owner } of portsOf(options.portOffset, externalDatabase)) await checkPort(port, owner);
}

function checkFolder(folder: string): void {
  try {
    // Others may pass through but not look: PostgreSQL refuses to run as root, and its own user must reach its data.
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(
      `The folder ${folder} cannot be written: give this user the right to, or choose another with --state FOLDER.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < FREE_BYTES_MIN)
    throw new UsageError(`The disk of ${folder} is full: less than 1 GiB is free; the database needs room to write.`);
}

function checkFile(file: string): void {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file} to replay.`);
}

/** Every port that a start opens, with the process it is for. */
export function portsOf(offset: number, externalDatabase: boolean): Array<{ port: number; owner: string }> {
  const services = SERVICES.flatMap(({ name, port, extraPorts }) => [
    { port, owner: name },
    ...Object.entries(extraPorts ?? {}).map(([what, extra]) => ({ port: extra, owner: `${name} (${what})` })),
  ]);
  const database = externalDatabase ? [] : [{ port: DATABASE_PORT, owner: 'the embedded database' }];
  return [...services, ...database].map(({ port, owner }) => ({ port: port + offset, owner }));
}

function checkPort(port: number, owner: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(portSentence(port, owner, error.code))),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

function portSentence(port: number, owner: string, code: string | undefined): string {
  const why = code === 'EACCES' ? 'may not be opened by this user' : 'is in use';
  return `Port ${port}, which ${owner} needs, ${why}: stop what uses it (npm stop, if it is this platform), or move all ports with --port-offset 1000.`;
}
