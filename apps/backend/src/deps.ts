import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '@orbiquant/kernel';
import type { AccessTokens } from '@orbiquant/identity-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { Calendar } from './calendar.ts';
import type { Peers } from './peers.ts';

/** What the routes and jobs of the backend work with. */
export type Deps = {
  db: DataSource;
  databaseUrl: string;
  clock: Clock;
  /** What day it is for pools and the jobs of their days and months. */
  calendar: Calendar;
  tokens: AccessTokens;
  peers: Peers;
  /** Origins whose pages may call with cookies. */
  origins: readonly string[];
  log: FastifyBaseLogger;
};
