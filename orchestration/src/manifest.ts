/** A process of the platform: the one source for the launcher, compose, the documentation and who may call whom. */
export type Service = {
  readonly name: ServiceName;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly port: number;
  /** Further ports it opens. */
  readonly extraPorts?: Readonly<Record<string, number>>;
  /** Services that must be ready before it is started. */
  readonly startsAfter: readonly ServiceName[];
  /** Services that it calls with its own signed token. */
  readonly calls: readonly ServiceName[];
  /** Its login role in `orbiquant_platform`; null when it has none. */
  readonly role: 'data_service' | 'ml_engine' | 'trading_agents' | 'backend' | 'llm_agent' | null;
  /** Whether it stands for something outside the platform. */
  readonly outside?: boolean;
  readonly entry: string;
};

/** The names of the processes. */
export type ServiceName =
  | 'paper-exchange'
  | 'stripe-emulator'
  | 'data-service'
  | 'ml-engine'
  | 'trading-agents'
  | 'llm-agent'
  | 'backend'
  | 'frontend';

/** Every process, in an order in which they can be started. */
export const SERVICES: readonly Service[] = [
  {
    name: 'paper-exchange',
    purpose: 'The default venue: an exchange that speaks the Binance spot protocol',
    port: 3088,
    startsAfter: [],
    calls: [],
    role: null,
    outside: true,
    entry: 'apps/paper-exchange/src/main.ts',
  },
  {
    name: 'stripe-emulator',
    purpose: 'Stands in for Stripe: cards, payouts and plans without real money',
    port: 3087,
    startsAfter: [],
    calls: [],
    role: null,
    outside: true,
    entry: 'apps/stripe-emulator/src/main.ts',
  },
  {
    name: 'data-service',
    purpose: 'Ticks in, candles out, with a quality gate and a cursor on every read',
    port: 3084,
    startsAfter: ['paper-exchange'],
    calls: [],
    role: 'data_service',
    entry: 'apps/data-service/src/main.ts',
  },
  {
    name: 'ml-engine',
    purpose: 'Models served from ONNX with their cards, and the runs of the lab',
    port: 3083,
    startsAfter: ['data-service'],
    calls: ['data-service'],
    role: 'ml_engine',
    entry: 'apps/ml-engine/src/main.ts',
  },
  {
    name: 'trading-agents',
    purpose: 'Orion: decides, checks the risk, stores the intent, trades, reconciles',
    port: 3086,
    startsAfter: ['data-service', 'paper-exchange'],
    calls: ['data-service', 'ml-engine'],
    role: 'trading_agents',
    entry: 'apps/trading-agents/src/main.ts',
  },
  {
    name: 'llm-agent',
    purpose: 'The copilot: tools, a model or a planner, figures through slots',
    port: 3085,
    startsAfter: ['data-service'],
    calls: ['data-service', 'ml-engine', 'trading-agents'],
    role: 'llm_agent',
    entry: 'apps/llm-agent/src/main.ts',
  },
  {
    name: 'backend',
    purpose: 'Accounts, ledger, pooled products, lineage, and the live relay',
    port: 3081,
    extraPorts: { sockets: 3082 },
    startsAfter: ['data-service', 'trading-agents', 'stripe-emulator'],
    calls: ['data-service', 'ml-engine', 'trading-agents', 'llm-agent'],
    role: 'backend',
    entry: 'apps/backend/src/main.ts',
  },
  {
    name: 'frontend',
    purpose: 'The single-page application and the door to the backend',
    port: 3080,
    startsAfter: ['backend'],
    calls: [],
    role: null,
    entry: 'apps/frontend/server/main.ts',
  },
];

/** Port of the embedded database. */
export const DATABASE_PORT = 3089;

/** A service by its name. */
export function serviceNamed(name: string): Service {
  const found = SERVICES.find((service) => service.name === name);
  if (!found)
    throw new Error(
      `There is no service named ${name}; there are ${SERVICES.map((service) => service.name).join(', ')}`,
    );
  return found;
}

/** Who may call a service. */
export const callersOf = (name: ServiceName): ServiceName[] =>
  SERVICES.filter(({ calls }) => calls.includes(name)).map((service) => service.name);

/** The environment variable that holds a service's address. */
export const urlVariable = (name: ServiceName): string => `${name.replaceAll('-', '_').toUpperCase()}_URL`;
