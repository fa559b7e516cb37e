import { parseArgs } from 'node:util';
import { startPaperExchange } from '@orbiquant/paper-exchange';
import type ccxt from 'ccxt';
import { pointCcxt, type ExchangeAccess } from './point-ccxt.ts';
import { provokeErrors } from './provoke-errors.ts';

/**
 * Trades on the paper exchange with an unmodified ccxt client: market data, orders, streams, and the errors a trader
 * must be ready for. One line per step, a JSON summary at the end.
 *
 *   node examples/paper-exchange.ts                               starts an exchange of its own
 *   node examples/paper-exchange.ts --url http://127.0.0.1:3088   uses a running one (with --key, --secret, --admin)
 */
const { values: given } = parseArgs({
  options: { url: { type: 'string' }, key: { type: 'string' }, secret: { type: 'string' }, admin: { type: 'string' } },
});
const OWN = { apiKey: 'example-key', secret: 'example-secret' };
const ADMIN_TOKEN = 'example-admin';
const SYMBOL = 'BTC/USDT';

type Step = { step: string; result: string };
const steps: Step[] = [];
const say = (step: string, result: unknown): void => {
  steps.push({ step, result: String(result) });
  process.stdout.write(`${step}: ${String(result)}\n`);
};

async function trade(client: InstanceType<typeof ccxt.pro.binance>): Promise<void> {
  say('loadMarkets', Object.keys(await client.loadMarkets()).join(' '));
  say('fetchTime', await client.fetchTime());
  say('fetchOHLCV', `${(await client.fetchOHLCV(SYMBOL, '1h', undefined, 24)).length} hours`);
  say('fetchTicker', (await client.fetchTicker(SYMBOL)).last);
  const book = await client.fetchOrderBook(SYMBOL, 5);
  say('fetchOrderBook', `${book.bids[0]?.[0]} / ${book.asks[0]?.[0]}`);
  say('fetchTrades', (await client.fetchTrades(SYMBOL, undefined, 10)).length);
  say('fetchBalance', `${(await client.fetchBalance())['USDT']?.free} USDT`);

  const bought = await client.createOrder(SYMBOL, 'market', 'buy', 0.01);
  say('market order', `${bought.status}, ${bought.filled} at ${bought.average}`);
  const last = bought.average ?? 0;
  const resting = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, last * 0.9, { clientOrderId: 'example-1' });
  const found = await client.fetchOrder('', SYMBOL, { origClientOrderId: 'example-1' });
  say('limit order', `${resting.status}, found again as ${found.id}`);
  const stop = await client.createOrder(SYMBOL, 'limit', 'sell', 0.005, last * 0.89, { stopLossPrice: last * 0.9 });
  say('stop order', stop.status);
  say('open orders', (await client.fetchOpenOrders(SYMBOL)).length);
  say('cancel all', (await client.cancelAllOrders(SYMBOL)).length);
  say('my trades', (await client.fetchMyTrades(SYMBOL)).length);
}

async function stream(client: InstanceType<typeof ccxt.pro.binance>): Promise<void> {
  say('watchTicker', (await client.watchTicker(SYMBOL)).last);
  say('watchTrades', (await client.watchTrades(SYMBOL)).length);
  say('watchOHLCV', (await client.watchOHLCV(SYMBOL, '1m')).length);
  say('watchOrderBook', (await client.watchOrderBook(SYMBOL)).bids.length);
  await client.authenticate(); // subscribed before the order is sent, so that its news cannot be missed
  const [orders, balance] = [client.watchOrders(SYMBOL), client.watchBalance()];
  await client.createOrder(SYMBOL, 'market', 'sell', 0.005);
  say('watchOrders', (await orders).map((order) => order.status).join(' '));
  say('watchBalance', Object.keys((await balance).free ?? {}).join(' '));
}

/** The exchange of the command line, or one of our own that lives as long as this run. */
async function openExchange(): Promise<{ access: ExchangeAccess; stop: () => Promise<void> }> {
  const credentials = { apiKey: given.key ?? OWN.apiKey, secret: given.secret ?? OWN.secret };
  if (given.url) return { access: { url: given.url, ...credentials }, stop: async () => undefined };
  const accounts = [{ ...OWN, balances: { USDT: '100000' } }];
  const own = await startPaperExchange({ accounts, adminToken: ADMIN_TOKEN, speed: 120 });
  return { access: { url: own.url, ...credentials }, stop: own.stop };
}

async function main(): Promise<void> {
  const { access, stop } = await openExchange();
  const client = await pointCcxt(access);
  try {
    await trade(client);
    await stream(client);
    const errors = await provokeErrors(access, given.admin ?? ADMIN_TOKEN);
    for (const [step, error] of Object.entries(errors)) say(step, error);
    process.stdout.write(`${JSON.stringify({ ok: true, steps: steps.length, errors })}\n`);
  } finally {
    await client.close();
    await stop();
  }
}

await main();
