import type { FastifyInstance } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Gateway } from '../server/gateway.ts';
import type { Faults } from '../server/faults.ts';
import { serveApi } from './api-socket.ts';
import { connectionOf } from './connection.ts';
import { serveStreams, streamAddressOf, type StreamParts } from './stream-socket.ts';

const PING_EVERY_MS = 20_000;

export type SocketParts = StreamParts & { gateway: Gateway; faults: Faults };

/** Sockets beside the REST interface: `/ws-api/...` is the API, every other address carries streams. */
export function socketServer(server: FastifyInstance, parts: SocketParts): { stop(): void } {
  const sockets = new WebSocketServer({ server: server.server, maxPayload: 64 * 1024 });
  const alive = new WeakSet<WebSocket>();
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'ws://exchange');
    const connection = connectionOf(socket, parts.faults);
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    const address = request.socket.remoteAddress ?? '';
    if (url.pathname.includes('/ws-api')) serveApi(socket, connection, { ...parts, address });
    else serveStreams({ socket, connection }, streamAddressOf(url), parts);
  });
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
