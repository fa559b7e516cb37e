import { fork, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pgExchangeStore } from '@orbiquant/exchange-store';
import {
  addressOf,
  databaseUrl,
  serviceEnv,
  serviceNamed,
  urlAs,
  waitReady,
  type Secrets,
  type ServiceName,
} from '@orbiquant/orchestration';
import { startPaperExchange, type PaperExchange } from '@orbiquant/paper-exchange';
import type { WorkerStart } from './agent-worker.ts';

/** Where a bench runs. */
export type BenchPlace = {
  adminUrl: string;
  secrets: Secrets;
  portOffset: number;
  stateFolder: string;
  seed: string;
};

/** What the venue and the processes between tick and order need. */
export type BenchHouse = { exchange: PaperExchange; agent: ChildProcess; stop: () => Promise<void> };

/** The account that the bare client trades with, apart from the agent's. */
const BARE = { apiKey: 'bench-bare-key', secret: 'bench-bare-secret' };
/** Eight days of minutes: the forecast looks at a week of hours, the stop of the agent at a hundred. */
const HISTORY_BARS = 12_000;
const READY_MS = 60_000;

/** The venue in this process, where it can be watched; data-service, ml-engine and the agents each in its own. */
export async function startHouse(place: BenchPlace): Promise<BenchHouse> {
  const exchange = await startVenue(place);
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of [...children].reverse()) await endOf(child);
    await exchange.stop();
  };
  try {
    for (const name of ['data-service', 'ml-engine'] as const) {
      children.push(spawnService(place, name));
      await waitReady(serviceNamed(name), { ...place, withinMs: READY_MS, signal: new AbortController().signal });
    }
    const agent = fork(fileURLToPath(new URL('./agent-worker.ts', import.meta.url)), {
      stdio: ['ignore', logOf(place, 'agent'), logOf(place, 'agent'), 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    children.push(agent);
    const ready = answerOf(agent);
    agent.send(workerStart(place, exchange.url));
    await ready;
    return { exchange, agent, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last words of the agent's process. */
export const lastWordsOf = ({ stateFolder }: BenchPlace): string =>
  readFileSync(join(stateFolder, 'agent.log'), { encoding: 'utf8', flag: 'a+' }).slice(-2_000);

/** The next message of the agent's process. @throws when it ends instead */
export function answerOf(agent: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('The agent under measurement has ended; its log says why'));
    agent.once('exit', ended);
    agent.once('message', (message) => {
      agent.off('exit', ended);
      resolve(message);
    });
  });
}

async function startVenue({ adminUrl, secrets, portOffset, seed }: BenchPlace): Promise<PaperExchange> {
  const balances = { USDT: '1000000' };
  return startPaperExchange({
    port: serviceNamed('paper-exchange').port + portOffset,
    market: { mode: 'synthetic', seed, startMs: Date.UTC(2025, 0, 1), historyDays: 10 },
    isStepwise: true,
    accounts: [
      { ...secrets.orion, balances },
      { ...BARE, balances: { ...balances, BTC: '10' } },
    ],
    adminToken: secrets.adminToken,
    // the market runs hundreds of times faster than the wall clock that these limits count by
    limits: { weightPerMinute: 1e9, ordersPer10s: 1e9 },
    store: await pgExchangeStore(
      urlAs(databaseUrl(adminUrl, 'paper_exchange'), 'paper_exchange', secrets.exchangePassword),
    ),
  });
}

function spawnService({ adminUrl, secrets, portOffset, stateFolder }: BenchPlace, name: ServiceName): ChildProcess {
  const service = serviceNamed(name);
  const options = { detach: false, dev: false, replay: [], speed: null, seed: null, portOffset, stateFolder };
  const env = serviceEnv(service, { options, secrets, adminUrl });
  const log = logOf({ stateFolder }, name);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', service.entry], {
    env: { ...env, MARKET_SYMBOLS: 'BTC/USDT', BACKFILL_BARS: String(HISTORY_BARS) },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

const logOf = ({ stateFolder }: Pick<BenchPlace, 'stateFolder'>, name: string): number =>
  openSync(join(stateFolder, `${name}.log`), 'a');

function workerStart({ adminUrl, secrets, portOffset }: BenchPlace, venueUrl: string): WorkerStart {
  const { privateKey } = secrets.serviceKeys['trading-agents'];
  return {
    bare: BARE,
    agents: {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'warn',
      databaseUrl: urlAs(
        databaseUrl(adminUrl, 'orbiquant_platform'),
        'orbiquant_trading_agents',
        secrets.rolePasswords.trading_agents,
      ),
      identity: { name: 'trading-agents', privateKey, publicKeys: {}, callers: [] },
      dataServiceUrl: addressOf('data-service', portOffset),
      mlEngineUrl: addressOf('ml-engine', portOffset),
      venue: { name: 'paper', exchange: 'binance', url: venueUrl, ...secrets.orion },
      symbols: ['BTC/USDT'],
      quoteAsset: 'USDT',
    },
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}
