import type { WebSocket } from 'ws';
import type { Faults } from '../server/faults.ts';

/** One client's socket, through which every message passes its fate. */
export type Connection = {
  /** Sends a stream's message, or loses, doubles, delays it or cuts the socket where a fault was ordered. */
  sendOf(stream: string, message: unknown): void;
  /** Sends an answer to a request: faults do not touch it. */
  reply(message: unknown): void;
  readonly isOpen: () => boolean;
};

const BUFFERED_BYTES_MAX = 8 * 1024 * 1024;

export function connectionOf(socket: WebSocket, faults: Faults): Connection {
  let held: string | null = null;

  function write(text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    // a client that does not read is cut off rather than remembered for ever
    if (socket.bufferedAmount > BUFFERED_BYTES_MAX) socket.terminate();
    else socket.send(text);
  }

  function sendOf(stream: string, message: unknown): void {
    const text = JSON.stringify(message);
    const fate = faults.fateOfMessage(stream);
    if (fate === 'socket-cut') return socket.terminate();
    if (fate === 'drop-message') return;
    if (fate === 'reorder-message' && held === null) {
      held = text;
      return;
    }
    write(text);
    if (fate === 'duplicate-message') write(text);
    if (held !== null) write(held);
    held = null;
  }

  return {
    sendOf,
    reply: (message) => write(JSON.stringify(message)),
    isOpen: () => socket.readyState === socket.OPEN,
  };
}
