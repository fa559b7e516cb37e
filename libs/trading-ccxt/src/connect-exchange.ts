import ccxt, { type Exchange } from 'ccxt';
import { AppError } from '@orbiquant/kernel';

/** Which exchange, with which account, and where: left out, the exchange's own address. */
export type ExchangeAccount = {
  exchange: string;
  apiKey: string;
  secret: string;
  baseUrl?: string;
  timeoutMs?: number;
};

/** An unmodified CCXT Pro client for the account. @throws AppError invalid-input for an exchange CCXT does not know. */
export function connectExchange({ exchange, apiKey, secret, baseUrl, timeoutMs = 5_000 }: ExchangeAccount): Exchange {
  const classes = ccxt.pro as Record<string, unknown> as Record<
    string,
    (new (options: object) => Exchange) | undefined
  >;
  const Chosen = classes[exchange];
  if (!Chosen) throw new AppError('invalid-input', `CCXT has no exchange named ${exchange}`);
  const client = new Chosen({
    apiKey,
    secret,
    timeout: timeoutMs,
    enableRateLimit: !baseUrl,
    options: {
      defaultType: 'spot',
      fetchCurrencies: false,
      fetchMarkets: { types: ['spot'] },
      recvWindow: 5_000,
      warnOnFetchOpenOrdersWithoutSymbol: false,
    },
  });
  if (baseUrl) client.urls['api'] = elsewhere(client.urls['api'], baseUrl);
  settleQuietly(client);
  return client;
}

/**
 * CCXT makes a future for its sign-in to the account's stream that it awaits itself only sometimes: when the socket
 * breaks, the one that nobody awaits would end the process. Whoever does await a future still gets its rejection.
 */
function settleQuietly(exchange: Exchange): void {
  const open = exchange.client.bind(exchange);
  const seen = new WeakSet<object>();
  exchange.client = (url) => {
    const socket = open(url);
    if (seen.has(socket)) return socket;
    seen.add(socket);
    const futureOf = socket.future.bind(socket);
    socket.future = (messageHash) => {
      const future = futureOf(messageHash);
      future.catch(() => undefined);
      return future;
    };
    return socket;
  };
}

/** The same paths on another host: how any client is pointed at an exchange that speaks the same protocol. */
export function elsewhere<T>(urls: T, baseUrl: string): T {
  if (typeof urls === 'string') return movedTo(urls, baseUrl) as T;
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([name, value]) => [name, elsewhere(value, baseUrl)])) as T;
}

function movedTo(url: string, baseUrl: string): string {
  const { protocol, pathname, search } = new URL(url);
  const target = new URL(baseUrl);
  const secure = target.protocol === 'https:';
  const scheme = protocol.startsWith('ws') ? (secure ? 'wss:' : 'ws:') : target.protocol;
  return `${scheme}//${target.host}${pathname === '/' ? '' : pathname}${search}`;
}
