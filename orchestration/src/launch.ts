import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, type StartOptions } from './arguments.ts';
import { buildFrontend, watchFrontend } from './build-frontend.ts';
import { prepareDatabases, startEmbeddedDatabase } from './embedded-database.ts';
import { DATABASE_PORT, SERVICES, type ServiceName } from './manifest.ts';
import { removeRunFile, writeRunFile, type RunFile } from './run-file.ts';
import { loadSecrets } from './secrets.ts';
import { serviceEnv, type Installation } from './service-env.ts';
import { supervise, type Supervised } from './supervise.ts';
import { waitReady } from './wait-ready.ts';

/** Where the database is, who is told, and what calls the start off. */
export type LaunchContext = { externalDatabaseUrl: string | null; say: (line: string) => void; signal: AbortSignal };

/** A running platform. */
export type Platform = { installation: Installation; services: readonly Supervised[]; stop: () => Promise<void> };

const READY_MS = 120_000;

/** Starts database, services and front end, each as soon as what it needs is ready. */
export async function launch(
  options: StartOptions,
  { externalDatabaseUrl, say, signal }: LaunchContext,
): Promise<Platform> {
  const startedAtMs = Date.now();
  const secrets = loadSecrets(options.stateFolder);
  const port = DATABASE_PORT + options.portOffset;
  const database = externalDatabaseUrl
    ? null
    : await startEmbeddedDatabase({ stateFolder: options.stateFolder, port, password: secrets.databasePassword });
  const installation: Installation = {
    options,
    secrets,
    adminUrl: externalDatabaseUrl ?? `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${port}/postgres`,
  };
  const run: RunFile = {
    launcherPid: process.pid,
    state: 'starting',
    portOffset: options.portOffset,
    adminUrl: installation.adminUrl,
    startedAtMs,
    readyAfterMs: null,
    market: options.replay.length > 0 ? 'replay' : 'synthetic',
  };
  writeRunFile(options.stateFolder, run);
  const services: Supervised[] = [];
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    writeRunFile(options.stateFolder, { ...run, state: 'stopping' });
    for (const service of [...services].reverse()) await service.stop();
    await database?.stop();
    removeRunFile(options.stateFolder);
  };
  try {
    await prepareDatabases(installation.adminUrl, secrets);
    await startServices(installation, { services, signal: AbortSignal.any([stopping.signal, signal]), say });
    if (signal.aborted) throw new UsageError('Stopped before it was ready.');
    writeRunFile(options.stateFolder, { ...run, state: 'ready', readyAfterMs: Date.now() - startedAtMs });
    return { installation, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Starting = { services: Supervised[]; signal: AbortSignal; say: (line: string) => void };

async function startServices(installation: Installation, { services, signal, say }: Starting): Promise<void> {
  const logFolder = join(installation.options.stateFolder, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const building = buildFrontend();
  // Its failure is told when the front end is about to start; until then nobody waits for it.
  building.catch(() => undefined);
  const ready = new Map<ServiceName, Promise<void>>();
  for (const service of SERVICES) {
    const start = async (): Promise<void> => {
      await Promise.all(service.startsAfter.map((name) => ready.get(name)));
      if (service.name === 'frontend') await building;
      if (signal.aborted) return;
      services.push(
        supervise(service, {
          env: serviceEnv(service, installation),
          logFolder,
          args: installation.options.dev ? ['--watch'] : [],
        }),
      );
      await waitReady(service, { portOffset: installation.options.portOffset, withinMs: READY_MS, signal });
      say(`  ready  ${service.name.padEnd(15)} ${service.port + installation.options.portOffset}`);
    };
    ready.set(service.name, start());
  }
  await Promise.all(ready.values());
  if (installation.options.dev) watchFrontend(signal);
}
