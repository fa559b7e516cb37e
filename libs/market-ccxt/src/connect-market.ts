import ccxt, { type Exchange } from 'ccxt';
import { AppError } from '@orbiquant/kernel';

/** Which exchange, and where: left out, its own address. */
export type MarketAddress = { exchange: string; baseUrl?: string | undefined; timeoutMs?: number };

/** Trades kept between two looks at the stream; what falls out is fetched again by its ids. */
const TRADES_KEPT = 5_000;

/** A CCXT Pro client for public data. @throws AppError invalid-input for an exchange CCXT does not know. */
export function connectMarket({ exchange, baseUrl, timeoutMs = 10_000 }: MarketAddress): Exchange {
  const classes = ccxt.pro as Record<string, unknown> as Record<
    string,
    (new (options: object) => Exchange) | undefined
  >;
  const Chosen = classes[exchange];
  if (!Chosen) throw new AppError('invalid-input', `CCXT has no exchange named ${exchange}`);
  const client = new Chosen({
    timeout: timeoutMs,
    enableRateLimit: !baseUrl,
    options: {
      defaultType: 'spot',
      fetchCurrencies: false,
      fetchMarkets: { types: ['spot'] },
      tradesLimit: TRADES_KEPT,
    },
  });
  if (baseUrl) client.urls['api'] = elsewhere(client.urls['api'], new URL(baseUrl));
  return client;
}

/** The same paths on another host: how a client is pointed at an exchange that speaks the same protocol. */
function elsewhere<T>(urls: T, target: URL): T {
  if (typeof urls === 'string') return movedTo(new URL(urls), target) as T;
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, value]) => [name, elsewhere(value, target)])) as T;
}

function movedTo({ protocol, pathname, search }: URL, target: URL): string {
  const secure = target.protocol === 'https:';
  const scheme = protocol.startsWith('ws') ? (secure ? 'wss:' : 'ws:') : target.protocol;
  return `${scheme}//${target.host}${pathname === '/' ? '' : pathname}${search}`;
}
