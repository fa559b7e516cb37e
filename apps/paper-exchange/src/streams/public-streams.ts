import type { MarketTrade } from '@orbiquant/exchange';
import type { Clock } from '@orbiquant/kernel';
import type { Venue } from '../venue.ts';
import type { Connection } from './connection.ts';
import { feedOf, type Feed } from './feeds.ts';
import { aggregateTradeMessage, tradeMessage } from './stream-messages.ts';

/** A client of public streams; combined streams are wrapped in their name. */
export type Subscriber = { connection: Connection; isCombined: boolean; streams: Set<string> };

/** Fans the market out: trades at once, everything else when it is due. */
export type PublicStreams = {
  /** Subscribes; false when there is no such stream. */
  subscribe(subscriber: Subscriber, stream: string): boolean;
  unsubscribe(subscriber: Subscriber, stream: string): void;
  leave(subscriber: Subscriber): void;
  stop(): void;
};

const LOOK_EVERY_MS = 25;

type Channel = { subscribers: Set<Subscriber>; feed: Feed | null; polledAtMs: number };

export function createPublicStreams(venue: Venue, clock: Clock): PublicStreams {
  const channels = new Map<string, Channel>();

  function onMarket(trades: MarketTrade[]): void {
    for (const one of trades) sayTrade(venue, channels, one);
    look();
  }

  function look(): void {
    const nowMs = clock.monoMs();
    for (const [stream, channel] of channels) {
      if (!channel.feed) continue;
      const isDue = nowMs - channel.polledAtMs >= channel.feed.everyMs || channel.feed.isUrgent();
      if (!isDue) continue;
      channel.polledAtMs = nowMs;
      for (const message of channel.feed.poll()) say(stream, channel, message);
    }
  }

  function channelOf(stream: string): Channel | null {
    const known = channels.get(stream);
    if (known) return known;
    const feed = feedOf(venue, stream);
    if (!feed && !isTradeStream(venue, stream)) return null;
    const channel = { subscribers: new Set<Subscriber>(), feed, polledAtMs: clock.monoMs() };
    channels.set(stream, channel);
    return channel;
  }

  const ignore = venue.listen({ market: onMarket });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    subscribe(subscriber, stream) {
      const channel = channelOf(stream);
      channel?.subscribers.add(subscriber);
      if (channel) subscriber.streams.add(stream);
      return channel !== null;
    },
    unsubscribe: (subscriber, stream) => leaveChannel(channels, subscriber, stream),
    leave: (subscriber) => [...subscriber.streams].forEach((stream) => leaveChannel(channels, subscriber, stream)),
    stop() {
      clearInterval(timer);
      ignore();
    },
  };
}

function say(stream: string, channel: Channel, message: unknown): void {
  for (const { connection, isCombined } of channel.subscribers) {
    connection.sendOf(stream, isCombined ? { stream, data: message } : message);
  }
}

function sayTrade(venue: Venue, channels: Map<string, Channel>, { symbol, trade }: MarketTrade): void {
  const lower = symbol.toLowerCase();
  const instrument = venue.market.tapes.get(symbol)?.series.instrument;
  const [plain, aggregate] = [channels.get(`${lower}@trade`), channels.get(`${lower}@aggTrade`)];
  if (instrument && plain) say(`${lower}@trade`, plain, tradeMessage(instrument, trade));
  if (instrument && aggregate) say(`${lower}@aggTrade`, aggregate, aggregateTradeMessage(instrument, trade));
}

function leaveChannel(channels: Map<string, Channel>, subscriber: Subscriber, stream: string): void {
  subscriber.streams.delete(stream);
  const channel = channels.get(stream);
  channel?.subscribers.delete(subscriber);
  if (channel?.subscribers.size === 0) channels.delete(stream);
}

function isTradeStream(venue: Venue, stream: string): boolean {
  const [lower = '', kind = ''] = stream.split('@');
  return (kind === 'trade' || kind === 'aggTrade') && venue.market.tapes.has(lower.toUpperCase());
}
