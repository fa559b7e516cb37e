import type { WebSocket } from 'ws';
import { z } from 'zod';
import { listenKeyOf } from '../operations/user-stream.ts';
import type { Venue } from '../venue.ts';
import type { Connection } from './connection.ts';
import type { PublicStreams, Subscriber } from './public-streams.ts';
import type { UserStreams } from './user-streams.ts';

const Command = z.object({
  method: z.enum(['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY']),
  params: z.array(z.union([z.string(), z.boolean()])).default([]),
  id: z.union([z.number(), z.string(), z.null()]).default(null),
});

export type StreamParts = { venue: Venue; publicStreams: PublicStreams; userStreams: UserStreams };

/** The streams a socket's address names, and whether they come wrapped. */
export type StreamAddress = { names: string[]; isCombined: boolean };

/** Names in `/ws/<stream>/<stream>` and in `/stream?streams=<stream>/<stream>`; names that are no stream are ignored. */
export function streamAddressOf(url: URL): StreamAddress {
  const combined = url.searchParams.get('streams');
  if (combined !== null) return { names: combined.split('/'), isCombined: true };
  const isCombined = url.pathname.endsWith('/stream');
  return { names: url.pathname.split('/').filter((part) => part.includes('@') || part.length === 64), isCombined };
}

/** Serves public streams, and an account's private one where the address carries its listen key. */
export function serveStreams(
  client: { socket: WebSocket; connection: Connection },
  address: StreamAddress,
  parts: StreamParts,
): void {
  const { socket, connection } = client;
  const subscriber: Subscriber = { connection, isCombined: address.isCombined, streams: new Set() };
  for (const name of address.names) join(subscriber, name, parts);
  socket.on('message', (raw) => connection.reply(answerTo(subscriber, raw.toString(), parts)));
  socket.on('close', () => {
    parts.publicStreams.leave(subscriber);
    parts.userStreams.leave(connection);
  });
}

function join(subscriber: Subscriber, name: string, { venue, publicStreams, userStreams }: StreamParts): boolean {
  const account = [...venue.state.accounts.values()].find((one) => one.apiKey !== '' && listenKeyOf(one) === name);
  if (account) userStreams.subscribe(subscriber.connection, account, null);
  return account !== undefined || publicStreams.subscribe(subscriber, name);
}

function answerTo(subscriber: Subscriber, text: string, parts: StreamParts): unknown {
  const command = commandOf(text);
  if (!command) return { error: { code: 3, msg: 'Invalid JSON: expected a command' }, id: null };
  const outcome = OBEY[command.method](subscriber, command.params, parts);
  const isKnown = outcome !== UNKNOWN_STREAM;
  return isKnown
    ? { result: outcome, id: command.id }
    : { error: { code: 2, msg: 'Invalid request: unknown stream' }, id: command.id };
}

type Obey = (subscriber: Subscriber, params: (string | boolean)[], parts: StreamParts) => unknown;

const UNKNOWN_STREAM = Symbol('unknown stream');
const namesIn = (params: (string | boolean)[]): string[] => params.filter((name) => typeof name === 'string');

const OBEY: Record<z.output<typeof Command>['method'], Obey> = {
  SUBSCRIBE: (subscriber, params, parts) =>
    namesIn(params)
      .map((name) => join(subscriber, name, parts))
      .every(Boolean)
      ? null
      : UNKNOWN_STREAM,
  UNSUBSCRIBE(subscriber, params, { publicStreams }) {
    for (const name of namesIn(params)) publicStreams.unsubscribe(subscriber, name);
    return null;
  },
  LIST_SUBSCRIPTIONS: (subscriber) => [...subscriber.streams],
  SET_PROPERTY(subscriber, [, isCombined]) {
    subscriber.isCombined = isCombined === true;
    return null;
  },
  GET_PROPERTY: (subscriber) => subscriber.isCombined,
};

function commandOf(text: string): z.output<typeof Command> | null {
  try {
    return Command.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
