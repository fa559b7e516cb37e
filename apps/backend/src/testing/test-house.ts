import { generateKeyPairSync } from 'node:crypto';
import { Client } from 'pg';
import { Session } from '@orbiquant/contracts';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { startBackend, type BackendOptions, type RunningBackend } from '../start-backend.ts';
import { startFakePeers, type FakePeers } from './fake-peers.ts';

export const ORIGIN = 'http://127.0.0.1:3080';
export const INVESTOR = { email: 'demo@orbiquant.example', password: 'demo-password-1234' };
export const OPERATOR = { email: 'operator@orbiquant.example', password: 'operator-password-1234' };

/** A whole backend on a fresh database with scripted siblings. */
export type TestHouse = {
  backend: RunningBackend;
  peers: FakePeers;
  database: FreshDatabase;
  options: BackendOptions;
  /** Signs in and returns the token, the refresh cookie and the person. */
  signIn: (who: { email: string; password: string }) => Promise<Session & { cookie: string }>;
  /** One request as a person, answered and parsed. */
  ask: (method: string, path: string, given?: Given) => Promise<Answer>;
  /** SQL as the owner of the database. */
  sql: <R = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>;
  /** The same over a connection of its own, for a database that was killed meanwhile. */
  freshSql: TestHouse['sql'];
  stop: () => Promise<void>;
};

export type Given = { token?: string; body?: unknown; key?: string; headers?: Record<string, string> };
export type Answer = { status: number; body: never; headers: Record<string, unknown>; text: string };

/** What inject answers is JSON of a shape that the test knows. */
const parsed = (text: string): never => (text === '' ? null : JSON.parse(text)) as never;

export async function testHouse(
  changes: Partial<BackendOptions> = {},
  own: FreshDatabase | null = null,
): Promise<TestHouse> {
  const database = own ?? (await freshDatabase());
  const peers = await startFakePeers();
  const options: BackendOptions = {
    port: 0,
    socketPort: 0,
    logLevel: 'silent',
    databaseUrl: database.urlFor('backend'),
    identity: peers.identity,
    authPrivateKey: generateKeyPairSync('ed25519').privateKey.export({
      format: 'jwk',
    }) as BackendOptions['authPrivateKey'],
    urls: peers.urls,
    origins: [ORIGIN],
    demo: { investorPassword: INVESTOR.password, operatorPassword: OPERATOR.password },
    strikeIntervalMs: null,
    requestsPerMinute: 1_000_000,
    authRequestsPerMinute: 1_000_000,
    ...changes,
  };
  const backend = await startBackend(options);
  const owner = new Client({ connectionString: database.ownerUrl });
  owner.on('error', () => undefined); // a test may kill the database
  await owner.connect();
  const ask: TestHouse['ask'] = async (method, path, given = {}) => {
    const answer = await backend.server.inject({
      method: method as 'GET',
      url: path,
      headers: headersOf(given),
      ...(given.body === undefined ? {} : { payload: JSON.stringify(given.body) }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: isJson ? parsed(answer.body) : (null as never),
      headers: answer.headers,
      text: answer.body,
    };
  };
  return {
    backend,
    peers,
    database,
    options,
    ask,
    sql: async (text, values) => (await owner.query(text, values)).rows as never,
    freshSql: async (text, values) => {
      const client = new Client({ connectionString: database.ownerUrl });
      await client.connect();
      return (await client.query(text, values).finally(() => client.end())).rows as never;
    },
    signIn: async (who) => {
      const answer = await ask('POST', '/api/v1/auth/sign-in', { body: who });
      if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`);
      return { ...Session.parse(answer.body), cookie: cookieFrom(answer) };
    },
    stop: async () => {
      await backend.stop();
      await peers.stop();
      await owner.end().catch(() => undefined);
    },
  };
}

const headersOf = ({ token, key, body, headers }: Given): Record<string, string> => ({
  ...(token ? { authorization: `Bearer ${token}` } : {}),
  ...(key ? { 'idempotency-key': key } : {}),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...headers,
});

/** The refresh cookie of an answer, ready to be sent back. */
export function cookieFrom({ headers }: Pick<Answer, 'headers'>): string {
  const set = headers['set-cookie'];
  return String(Array.isArray(set) ? set[0] : set).split(';')[0] ?? '';
}
