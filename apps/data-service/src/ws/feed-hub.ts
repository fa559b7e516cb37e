import { FeedRequest, Interval, Symbol, type FeedMessage, type SymbolCandle } from '@orbiquant/contracts';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Server } from 'node:http';

/** Where the hub gets what it sends on demand. */
export type FeedSources = {
  /** The forming candle of a channel now; null when nothing is forming. */
  forming(symbol: string, interval: Interval): Promise<SymbolCandle | null>;
  tickers(): Promise<FeedMessage>;
  clock(): Promise<FeedMessage>;
};

/** Live messages to any number of sockets. Facts are never dropped; what may be coalesced is. */
export type FeedHub = { closed(candles: readonly SymbolCandle[]): void; ticked(symbol: string): void; stop(): void };

type Client = { socket: WebSocket; channels: Set<string>; alive: boolean };

const CANDLE_EVERY_MS = 250;
const TICKERS_EVERY_MS = 1_000;
const CLOCK_EVERY_MS = 500;
const PING_EVERY_MS = 10_000;
/** Above this a slow reader gets facts only; above the second it is cut, and resumes by REST. */
const BUFFER_COALESCE_BYTES = 256 * 1024;
const BUFFER_CUT_BYTES = 8 * 1024 * 1024;
const CHANNELS_MAX = 200;

export function feedHub(server: Server, sources: FeedSources): FeedHub {
  const clients = new Set<Client>();
  const sockets = new WebSocketServer({ server, path: '/ws', maxPayload: 4 * 1024 });
  const ticked = new Set<string>();

  sockets.on('connection', (socket) => welcome(clients, socket, sources));
  const wanted = (): Set<string> => new Set([...clients].flatMap(({ channels }) => [...channels]));

  function say(channel: string, message: FeedMessage): void {
    const text = JSON.stringify(message);
    const isFact = message.type === 'candle.closed';
    for (const { socket, channels } of clients) {
      if (!channels.has(channel)) continue;
      if (socket.bufferedAmount > BUFFER_CUT_BYTES) socket.terminate();
      else if (isFact || socket.bufferedAmount < BUFFER_COALESCE_BYTES) socket.send(text);
    }
  }

  async function updateCandles(): Promise<void> {
    const symbols = new Set(ticked);
    ticked.clear();
    for (const channel of wanted()) {
      const [kind, symbol = '', interval] = channel.split(' ');
      if (kind !== 'candles' || !symbols.has(symbol)) continue;
      const candle = await sources.forming(symbol, interval as Interval);
      if (candle) say(channel, { type: 'candle.updated', data: candle });
    }
  }

  const tell = async (channel: string, ask: () => Promise<FeedMessage>): Promise<void> => {
    if (wanted().has(channel)) say(channel, await ask());
  };

  const timers = [
    every(CANDLE_EVERY_MS, updateCandles),
    every(TICKERS_EVERY_MS, () => tell('tickers', sources.tickers)),
    every(CLOCK_EVERY_MS, () => tell('clock', sources.clock)),
    every(PING_EVERY_MS, async () => [...clients].forEach(ping)),
  ];
  return {
    closed: (candles) => {
      for (const data of candles) say(`candles ${data.symbol} ${data.interval}`, { type: 'candle.closed', data });
    },
    ticked: (symbol) => void ticked.add(symbol),
    stop() {
      for (const timer of timers) clearInterval(timer);
      for (const { socket } of clients) socket.terminate();
      sockets.close();
    },
  };
}

function welcome(clients: Set<Client>, socket: WebSocket, sources: FeedSources): void {
  const client: Client = { socket, channels: new Set(), alive: true };
  clients.add(client);
  socket.on('message', (raw) => hear(client, raw, sources));
  socket.on('pong', () => (client.alive = true));
  socket.on('close', () => clients.delete(client));
  socket.on('error', () => socket.terminate());
}

/** Runs `work` every so often, never twice at once; a failure is the next round's to mend. */
function every(ms: number, work: () => Promise<unknown>): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    void work()
      .catch(() => undefined)
      .finally(() => (busy = false));
  }, ms);
}

function ping(client: Client): void {
  if (!client.alive) return client.socket.terminate();
  client.alive = false;
  client.socket.ping();
}

function hear({ socket, channels }: Client, raw: RawData, sources: FeedSources): void {
  const request = requestIn(raw);
  if (typeof request === 'string')
    return socket.send(JSON.stringify({ type: 'error', data: { code: 'invalid-input', message: request } }));
  const { op, channel } = request;
  if (op === 'unsubscribe') return void channels.delete(channel);
  if (channels.size >= CHANNELS_MAX)
    return socket.send(
      JSON.stringify({
        type: 'error',
        data: { code: 'too-many-requests', message: `At most ${CHANNELS_MAX} channels a connection` },
      }),
    );
  channels.add(channel);
  if (channel === 'clock')
    void sources.clock().then(
      (message) => socket.send(JSON.stringify(message)),
      () => undefined,
    );
}

/** The channel that a message asks for, or what is wrong with it. */
function requestIn(raw: RawData): { op: FeedRequest['op']; channel: string } | string {
  const parsed = FeedRequest.safeParse(jsonIn(raw));
  if (!parsed.success) return 'A request names op, channel and, for candles, symbol and interval';
  const { op, channel } = parsed.data;
  if (channel !== 'candles') return { op, channel };
  const symbol = Symbol.safeParse(parsed.data.symbol);
  const interval = Interval.safeParse(parsed.data.interval);
  if (!symbol.success || !interval.success)
    return 'Candles need a symbol such as BTC/USDT and one of the nine intervals';
  return { op, channel: `candles ${symbol.data} ${interval.data}` };
}

function jsonIn(raw: RawData): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}
