import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Namespace, type Socket } from 'socket.io';
import {
  COALESCIBLE,
  JoinRoom,
  LIVE_EVENTS,
  LIVE_NAMESPACE,
  type JoinReply,
  type LiveType,
} from '@orbiquant/contracts';
import { endedAmong, redeemTicket, rolesInSession, SESSION_CHANNEL } from '@orbiquant/identity-store';
import { listen } from '@orbiquant/platform-db';
import type { PersonCaller } from '@orbiquant/platform-http';
import type { Deps } from '../deps.ts';
import { BALANCE_CHANNEL } from '../pamm/balance-changed.ts';
import { watchFacts } from './fact-feed.ts';
import { agentOf, agentRefresher, fromFact, fromMarket, type Outgoing } from './live-sources.ts';
import { marketFeed } from './market-feed.ts';
import { roomFor, type Room } from './room-policy.ts';
import { openRooms, type Rooms } from './rooms.ts';

/** The live relay: one namespace, rooms, numbered messages. */
export type Relay = { url: string; stop: () => Promise<void> };

const ROOMS_MAX = 50;
const MESSAGE_BYTES_MAX = 16 * 1024;
const SWEEP_MS = 15_000;
/** Rooms of the relay's own; no client can name one like this. */
const sessionRoom = (sessionId: string): string => `#session:${sessionId}`;

type Signed = { person: PersonCaller; sessionId: string };
type LiveSocket = Socket & { data: Signed };

/** Starts the relay. A socket needs a ticket, an allowed origin, and a session that lives. */
export async function startRelay(deps: Deps, { host, port }: { host: string; port: number }): Promise<Relay> {
  const http = createServer((_request, response) => response.writeHead(404).end());
  const io = openServer(http, deps.origins);
  const namespace = io.of(LIVE_NAMESPACE);
  const stopping = new AbortController();
  const rooms = await connectSources(deps, namespace, stopping.signal);
  admit(deps, namespace);
  namespace.on('connection', (socket) => serve(socket as LiveSocket, rooms));
  watchSessions(deps, namespace, stopping.signal);
  await new Promise<void>((resolve) => http.listen(port, host, resolve));
  const stop = async (): Promise<void> => {
    stopping.abort();
    await io.close();
  };
  return { url: `http://${host}:${(http.address() as AddressInfo).port}`, stop };
}

const openServer = (http: ReturnType<typeof createServer>, origins: readonly string[]): Server =>
  new Server(http, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    cors: { origin: [...origins], credentials: true },
    allowRequest: ({ headers: { origin } }, decide) => decide(null, origin === undefined || origins.includes(origin)),
  });

/** Wires the market and the facts to the rooms. */
async function connectSources(deps: Deps, namespace: Namespace, signal: AbortSignal): Promise<Rooms> {
  const tell = ({ room, type, data }: Outgoing): void => {
    const message = rooms.log(room)?.add(type, data, deps.clock.nowMs());
    if (!message) return;
    const target = COALESCIBLE.includes(type as LiveType) ? namespace.volatile : namespace;
    target.to(room).emit(LIVE_EVENTS.message, message);
  };
  const breakMarketRooms = (): void =>
    rooms
      .names()
      .filter((name) => /^(candle:|tickers$|clock$)/.test(name))
      .forEach((name) => rooms.log(name)?.breakHere());
  const feed = marketFeed(deps.peers['data-service'], {
    message: (message) => tellAll([fromMarket(message)], tell),
    gap: breakMarketRooms,
  });
  const rooms = openRooms(deps.clock, {
    open: (room) => room.feed && feed.subscribe(room.feed),
    close: (room) => room.feed && feed.unsubscribe(room.feed),
  });
  const sweeper = setInterval(() => rooms.sweep(), SWEEP_MS);
  signal.addEventListener('abort', () => (clearInterval(sweeper), feed.close()), { once: true });
  await watchDurable(deps, { tell, rooms }, signal);
  return rooms;
}

const tellAll = (outgoing: ReadonlyArray<Outgoing | null>, tell: (out: Outgoing) => void): void =>
  outgoing.forEach((out) => out && tell(out));

async function watchDurable(
  deps: Deps,
  { tell, rooms }: { tell: (out: Outgoing) => void; rooms: Rooms },
  signal: AbortSignal,
): Promise<void> {
  const agents = agentRefresher(deps, tell);
  const error = (err: unknown): void => deps.log.warn({ err }, 'the facts could not be read; it is tried again');
  const onFact = (fact: Parameters<typeof fromFact>[0]): void => {
    tellAll([fromFact(fact)], tell);
    const agentId = agentOf(fact);
    if (agentId && rooms.members(`agent:${agentId}`) > 0) agents.touch(agentId);
  };
  await watchFacts(deps, { fact: onFact, error }, signal);
  const wake = (userId: string): void =>
    userId === ''
      ? rooms
          .names()
          .filter((name) => name.startsWith('user:'))
          .forEach((name) => rooms.log(name)?.breakHere())
      : tell({ room: `user:${userId}`, type: 'balance.changed', data: { userId } });
  listen(deps.databaseUrl, BALANCE_CHANNEL, { signal, wake });
}

/** Only a fresh ticket of a live session opens a socket. */
function admit({ db, clock, log }: Deps, namespace: Namespace): void {
  const sign = async (socket: Socket): Promise<Signed | null> => {
    const ticket: unknown = socket.handshake.auth['ticket'];
    const claims = typeof ticket === 'string' ? await redeemTicket(db.manager, ticket, clock.nowMs()) : null;
    const roles = claims && (await rolesInSession(db.manager, claims, clock.nowMs()));
    return claims && roles ? { person: { userId: claims.userId, roles }, sessionId: claims.sessionId } : null;
  };
  namespace.use((socket, next) => {
    sign(socket).then(
      (signed) => {
        Object.assign(socket.data, signed);
        next(signed ? undefined : new Error('not-signed-in'));
      },
      (err: unknown) => {
        log.warn({ err }, 'a ticket could not be checked');
        next(new Error('service-unavailable'));
      },
    );
  });
}

function serve(socket: LiveSocket, rooms: Rooms): void {
  const inside = new Set<string>();
  void socket.join(sessionRoom(socket.data.sessionId));
  socket.on(LIVE_EVENTS.join, (wish: unknown, reply: unknown) => {
    const answer = join({ socket, rooms, inside }, wish);
    if (typeof reply === 'function') reply(answer);
  });
  socket.on(LIVE_EVENTS.leave, (wish: unknown) => {
    const parsed = JoinRoom.safeParse(wish);
    if (!parsed.success || !inside.delete(parsed.data.room)) return;
    void socket.leave(parsed.data.room);
    rooms.leave(parsed.data.room);
  });
  socket.on('disconnect', () => inside.forEach((name) => rooms.leave(name)));
}

type Guest = { socket: LiveSocket; rooms: Rooms; inside: Set<string> };

/** Answers a wish to join: it must be well formed, allowed, and one of not too many. */
function join(guest: Guest, wish: unknown): JoinReply {
  const parsed = JoinRoom.safeParse(wish);
  if (!parsed.success) return { ok: false, code: 'invalid-input' };
  const room = roomFor(parsed.data.room, guest.socket.data.person);
  if (!room) return { ok: false, code: 'not-allowed' };
  if (!guest.inside.has(room.name) && guest.inside.size >= ROOMS_MAX) return { ok: false, code: 'too-many-rooms' };
  return enter(guest, room, parsed.data.afterSeq);
}

/** Enters a room and hands over what was missed, in one turn of the event loop: nothing can come in between. */
function enter({ socket, rooms, inside }: Guest, room: Room, afterSeq: number | undefined): JoinReply {
  const log = (inside.has(room.name) && rooms.log(room.name)) || rooms.enter(room);
  inside.add(room.name);
  void socket.join(room.name);
  const missed = afterSeq === undefined ? null : log.since(afterSeq);
  for (const message of missed ?? []) socket.emit(LIVE_EVENTS.message, message);
  return { ok: true, recovered: missed !== null, seq: log.seq() };
}

/** Cuts the sockets of sessions that end: at once when told, and by looking in case a word was lost. */
function watchSessions({ db, databaseUrl, clock, log }: Deps, namespace: Namespace, signal: AbortSignal): void {
  const cut = (sessionId: string): void => void namespace.in(sessionRoom(sessionId)).disconnectSockets(true);
  const lookAround = async (): Promise<void> => {
    const sessionIds = [...namespace.sockets.values()].map((socket) => (socket as LiveSocket).data.sessionId);
    if (sessionIds.length > 0) (await endedAmong(db.manager, sessionIds, clock.nowMs())).forEach(cut);
  };
  const look = (): void =>
    void lookAround().catch((err: unknown) => log.warn({ err }, 'sessions could not be checked'));
  const timer = setInterval(look, SWEEP_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  listen(databaseUrl, SESSION_CHANNEL, { signal, wake: (sessionId) => (sessionId === '' ? look() : cut(sessionId)) });
}
