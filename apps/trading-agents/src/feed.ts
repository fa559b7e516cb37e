import WebSocket from 'ws';
import { FeedMessage, type SymbolCandle } from '@orbiquant/contracts';
import type { Logger } from '@orbiquant/platform-observe';

/** What the feed is asked for, and whom it tells. */
export type FeedOptions = {
  dataServiceUrl: string;
  symbols: readonly string[];
  interval: string;
  onCandle: (candle: SymbolCandle) => void;
  /** Any sign that ticks arrive, with the wall-clock time of the newest. */
  onTick: (atMs: number) => void;
  /** The stream is open (again): what happened in between must be fetched. */
  onOpen: () => void;
  log: Logger;
};

const RETRY_MS = 500;
const SILENCE_MS = 15_000;

/** Closed candles and signs of life from the data service; reconnects until `signal` aborts. */
export function openFeed(options: FeedOptions, signal: AbortSignal): void {
  if (signal.aborted) return;
  const socket = new WebSocket(`${options.dataServiceUrl.replace(/^http/, 'ws')}/ws`);
  const silence = setTimeout(() => socket.terminate(), SILENCE_MS);
  signal.addEventListener('abort', () => socket.terminate(), { once: true });
  socket.on('open', () => {
    for (const request of requests(options)) socket.send(JSON.stringify(request));
    options.onOpen();
  });
  socket.on('message', (text: Buffer) => {
    silence.refresh();
    hear(options, text.toString('utf8'));
  });
  socket.on('ping', () => silence.refresh());
  socket.on('error', (error) => options.log.warn({ reason: error.message }, 'feed error'));
  socket.on('close', () => {
    clearTimeout(silence);
    if (!signal.aborted) setTimeout(() => openFeed(options, signal), RETRY_MS).unref();
  });
}

function requests({ symbols, interval }: FeedOptions): unknown[] {
  return [
    { op: 'subscribe', channel: 'clock' },
    ...symbols.map((symbol) => ({ op: 'subscribe', channel: 'candles', symbol, interval })),
  ];
}

function hear({ onCandle, onTick, log }: FeedOptions, text: string): void {
  const message = FeedMessage.safeParse(parse(text));
  if (!message.success) return log.warn('a feed message could not be read');
  const { type, data } = message.data;
  if (type === 'candle.closed') onCandle(data);
  if (type === 'candle.closed' || type === 'candle.updated') onTick(Date.now());
  if (type === 'clock.updated' && data.lastTickAtMs !== null) onTick(data.lastTickAtMs);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
