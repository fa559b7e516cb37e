import type { AddressInfo } from 'node:net';
import type { MarketMode } from '@orbiquant/contracts';
import { systemClock, type Clock } from '@orbiquant/kernel';
import { marketEntities } from '@orbiquant/market-store';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { createServer, serviceAuthenticate, type ReadyCheck, type ServiceIdentity } from '@orbiquant/platform-http';
import { noBook } from './live/book-reader.ts';
import { marketRoutes } from './routes/market-routes.ts';
import { storedPulse } from './stored-pulse.ts';

/** Everything the service is built from. */
export type DataServiceOptions = {
  host: string;
  port: number;
  logLevel: string;
  databaseUrl: string;
  identity: ServiceIdentity;
  mode: MarketMode;
  venueName: string;
  clock?: Clock;
};

/** The running service. */
export type DataService = { url: string; db: DataSource; stop: () => Promise<void> };

/** Starts the market's reads at once; the live feed joins when its venue answers. */
export async function startDataService(options: DataServiceOptions): Promise<DataService> {
  const { clock: _clock = systemClock, host, port, databaseUrl, logLevel } = options;
  const db = await openDatabase({ url: databaseUrl, entities: marketEntities, applicationName: 'data-service' });
  const pulse = storedPulse(db, { mode: options.mode, venue: options.venueName });
  const database: ReadyCheck = { name: 'database', check: async () => (await db.query('SELECT 1'), 'answers') };
  const server = await createServer({
    service: 'data-service',
    logLevel,
    authenticate: serviceAuthenticate(options.identity),
    checks: [database],
  });
  marketRoutes(server, { db, pulse, book: noBook });
  await server.listen({ host, port });
  return {
    url: `http://${host}:${(server.server.address() as AddressInfo).port}`,
    db,
    stop: async () => {
      await server.close();
      await db.destroy();
    },
  };
}
