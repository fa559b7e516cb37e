import { orion, type AgentProfile } from '@orbiquant/agent';
import { decimal } from '@orbiquant/kernel';
import { startTradingAgents, type TradingAgentsOptions } from '@orbiquant/trading-agents';
import { connectExchange } from '@orbiquant/trading-ccxt';
import { alternating } from './alternating.ts';

/** What this process is told first; afterwards each message asks for one bare order. */
export type WorkerStart = { agents: TradingAgentsOptions; bare: { apiKey: string; secret: string } };

const BARE_QUANTITY = '0.001';

/** Orion with another strategy; limits on frequency and loss stand open, because hours of market pass in a minute. */
const profile: AgentProfile = {
  ...orion,
  strategies: [alternating],
  stopRanges: 10,
  riskPerTrade: '0.001',
  mandate: { ...orion.mandate, ordersPerHourMax: 100_000, drawdownMax: decimal('0.9'), lossMax: decimal('0.9') },
};

async function main({ agents, bare }: WorkerStart): Promise<void> {
  const client = connectExchange({ exchange: 'binance', ...bare, baseUrl: agents.venue.url ?? '' });
  await client.loadMarkets();
  const service = await startTradingAgents({ ...agents, profile });
  while (![...service.agents.values()].every(({ recovered }) => recovered))
    await new Promise((resolve) => setTimeout(resolve, 50));
  let orders = 0;
  process.on('message', () => {
    const side = orders++ % 2 === 0 ? 'buy' : 'sell';
    const startedMs = performance.now();
    client.createOrder('BTC/USDT', 'market', side, Number(BARE_QUANTITY)).then(
      () => process.send?.({ tookMs: performance.now() - startedMs }),
      (error: unknown) => fail(error),
    );
  });
  process.once('SIGTERM', () => void Promise.all([service.stop(), client.close()]).then(() => process.exit(0)));
  process.send?.('ready');
}

function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

process.once('message', (start: WorkerStart) => void main(start).catch(fail));
// nobody is left to measure for
process.once('disconnect', () => process.exit(0));
