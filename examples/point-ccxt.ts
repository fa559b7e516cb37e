import ccxt from 'ccxt';

type Client = InstanceType<typeof ccxt.pro.binance>;

/** What a client needs to know of an exchange. */
export type ExchangeAccess = { url: string; apiKey?: string; secret?: string };

/**
 * An unmodified ccxt.pro Binance client that talks to the paper exchange instead: every address it holds gets the
 * exchange's host, and it is told to ask for spot markets only. ccxt recognises spot streams by `/stream` in their
 * address, hence the path of the sockets, and it wants its plain agent loaded before it opens an unencrypted socket.
 */
export async function pointCcxt({ url, apiKey, secret }: ExchangeAccess): Promise<Client> {
  const client = new ccxt.pro.binance({
    ...(apiKey === undefined ? {} : { apiKey, secret }),
    options: { defaultType: 'spot', fetchCurrencies: false, fetchMarkets: { types: ['spot'] } },
  });
  const sockets = url.replace(/^http/, 'ws');
  const moved = (address: string): string => {
    const { protocol, pathname } = new URL(address);
    if (!protocol.startsWith('ws')) return `${url}${pathname}`;
    return pathname.startsWith('/ws-api') ? `${sockets}${pathname}` : `${sockets}/stream${pathname}`;
  };
  const { api } = client.urls;
  if (typeof api === 'object') client.urls['api'] = movedAll(api, moved);
  await client.loadHttpProxyAgent();
  return client;
}

type Addresses = { [name: string]: string | Addresses };

const movedAll = (addresses: Addresses, moved: (address: string) => string): Addresses =>
  Object.fromEntries(
    Object.entries(addresses).map(([name, one]) => [name, typeof one === 'string' ? moved(one) : movedAll(one, moved)]),
  );
