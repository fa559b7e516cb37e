import { pointCcxt, type ExchangeAccess } from './point-ccxt.ts';

const SYMBOL = 'BTC/USDT';
const TIMEOUT_MS = 1_000;

/** Runs into each trouble on purpose and answers the name of the error ccxt raised for it. */
export async function provokeErrors(access: ExchangeAccess, adminToken: string): Promise<Record<string, string>> {
  const client = await pointCcxt(access);
  await client.loadMarkets();
  const { last = 0 } = await client.fetchTicker(SYMBOL);
  const order = (quantity: number): Promise<unknown> => client.createOrder(SYMBOL, 'market', 'buy', quantity);
  const fault = (body: object): Promise<unknown> => orderFault(access.url, adminToken, body);
  try {
    const insufficient = await nameOf(order(100));
    const badParameter = await nameOf(
      client.createOrder(SYMBOL, 'limit', 'buy', 0.01, (last ?? 0) / 100, { timeInForce: 'XYZ' }),
    );
    const offGrid = await nameOf(
      client.privatePostOrder({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '0.000001',
        price: '90000',
      }),
    );
    const nonce = await nameOf(client.privateGetOpenOrders({ timestamp: Date.now() - 60_000 }));
    await fault({ kind: 'rate-limit', match: 'GET /api/v3/account', count: 1 });
    const rateLimit = await nameOf(client.fetchBalanceWs());
    await fault({ kind: 'rate-limit', match: 'GET /api/v3/account', count: 1 });
    const rateLimitOverRest = await nameOf(client.fetchBalance());
    await fault({ kind: 'accept-then-timeout', match: 'POST /api/v3/order', count: 1 });
    client.timeout = TIMEOUT_MS;
    const timeout = await nameOf(
      client.createOrder(SYMBOL, 'market', 'buy', 0.01, undefined, { clientOrderId: 'example-lost' }),
    );
    const found = await client.fetchOrder('', SYMBOL, { origClientOrderId: 'example-lost' });
    return {
      insufficient,
      badParameter,
      offGrid,
      nonce,
      rateLimit,
      rateLimitOverRest,
      timeout,
      afterTimeout: `${found.status} at the exchange`,
    };
  } finally {
    await client.close();
  }
}

/** Asks the exchange to misbehave. */
async function orderFault(url: string, adminToken: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const reply = await fetch(`${url}/admin/v1/faults`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`The exchange refused the fault: ${reply.status}`);
  return reply.json();
}

const nameOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.constructor.name : 'no Error'),
  );
