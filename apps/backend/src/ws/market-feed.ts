import { WebSocket } from 'ws';
import { FeedMessage, type FeedRequest } from '@orbiquant/contracts';
import type { PeerLink } from '../peers.ts';

/** A market channel: candles of a symbol, all tickers, or the clock. */
export type Channel = Omit<FeedRequest, 'op'>;

/** The one connection to data-service's stream, shared by all rooms. */
export type MarketFeed = {
  subscribe: (channel: Channel) => void;
  unsubscribe: (channel: Channel) => void;
  close: () => void;
};

const RETRY_MS = 500;
const keyOf = ({ channel, symbol = '', interval = '' }: Channel): string => `${channel}:${symbol}:${interval}`;

/**
 * Connects as soon as somebody wants a channel, and again after each cut, with all channels.
 * `onGap` is told when messages may have been missed.
 */
export function marketFeed(
  { url, sign }: PeerLink,
  on: { message: (message: FeedMessage) => void; gap: () => void },
): MarketFeed {
  const wanted = new Map<string, Channel>();
  let socket: WebSocket | null = null;
  let retry: NodeJS.Timeout | undefined;
  let connecting = false;
  let closed = false;

  const send = (op: FeedRequest['op'], channel: Channel): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, ...channel }));
  };
  const connect = async (): Promise<void> => {
    if (socket || connecting || closed) return;
    connecting = true;
    const token = await sign().finally(() => (connecting = false));
    if (closed) return;
    socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, { headers: { authorization: `Bearer ${token}` } });
    socket.on('open', () => wanted.forEach((channel) => send('subscribe', channel)));
    socket.on('message', (text) => receive(String(text), on.message));
    socket.on('error', () => socket?.terminate());
    socket.on('close', () => {
      socket = null;
      on.gap();
      if (!closed && wanted.size > 0) retry = setTimeout(() => void connect(), RETRY_MS);
    });
  };
  return {
    subscribe: (channel) => {
      wanted.set(keyOf(channel), channel);
      send('subscribe', channel);
      void connect();
    },
    unsubscribe: (channel) => {
      wanted.delete(keyOf(channel));
      send('unsubscribe', channel);
    },
    close: () => {
      closed = true;
      clearTimeout(retry);
      socket?.terminate();
    },
  };
}

/** What is not a message of the contract is dropped: the sender's own log tells why. */
function receive(text: string, onMessage: (message: FeedMessage) => void): void {
  const message = FeedMessage.safeParse(parse(text));
  if (message.success) onMessage(message.data);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
