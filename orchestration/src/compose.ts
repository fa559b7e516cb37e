import { callersOf, SERVICES, urlVariable, type Service } from './manifest.ts';

const DATABASE_NAME = { paper: 'paper_exchange', platform: 'orbiquant_platform' };
const secret = (name: string): string => `\${${name}:?set ${name}}`;

/** The compose file that runs every process of the manifest; secrets come from the environment and have no default. */
export function composeFile(): string {
  const lines = [
    '# Made from orchestration/src/manifest.ts: npm run cli -- compose > docker/compose.yaml',
    'services:',
    ...postgres(),
    ...SERVICES.flatMap(serviceLines),
    'volumes:',
    '  postgres: {}',
    ...SERVICES.filter(({ name }) => OWN[name]?.['STATE_FOLDER']).map(({ name }) => `  ${name}: {}`),
    '',
  ];
  return lines.join('\n');
}

function postgres(): string[] {
  return [
    '  postgres:',
    '    image: postgres:18',
    '    environment:',
    `      POSTGRES_PASSWORD: "${secret('POSTGRES_PASSWORD')}"`,
    '    volumes: ["postgres:/var/lib/postgresql"]',
    '    healthcheck: { test: ["CMD", "pg_isready", "-U", "postgres"], interval: 5s, retries: 20 }',
  ];
}

function serviceLines(service: Service): string[] {
  const { name, port, extraPorts, startsAfter } = service;
  const ports = [port, ...Object.values(extraPorts ?? {})].map((one) => `"127.0.0.1:${one}:${one}"`);
  const environment = Object.entries(environmentOf(service)).map(([key, value]) => `      ${key}: "${value}"`);
  return [
    `  ${name}:`,
    `    build: { context: .., dockerfile: docker/Dockerfile, args: { APP: ${name} } }`,
    '    read_only: true',
    '    tmpfs: ["/tmp"]',
    ...(OWN[name]?.['STATE_FOLDER'] ? [`    volumes: ["${name}:${OWN[name]['STATE_FOLDER']}"]`] : []),
    '    restart: unless-stopped',
    `    ports: [${ports.join(', ')}]`,
    '    environment:',
    ...environment,
    '    depends_on:',
    '      postgres: { condition: service_healthy }',
    ...startsAfter.map((other) => `      ${other}: { condition: service_healthy }`),
  ];
}

function environmentOf(service: Service): Record<string, string> {
  const { name, port, role } = service;
  const upper = name.replaceAll('-', '_').toUpperCase();
  return {
    HTTP_HOST: '0.0.0.0',
    HTTP_PORT: String(port),
    SERVICE_NAME: name,
    SERVICE_PRIVATE_KEY: secret(`${upper}_PRIVATE_KEY`),
    SERVICE_PUBLIC_KEYS: secret('SERVICE_PUBLIC_KEYS'),
    SERVICE_CALLERS: callersOf(name).join(','),
    ...databaseOf(name, role),
    ...Object.fromEntries(
      SERVICES.filter((other) => other.name !== name).map((other) => [
        urlVariable(other.name),
        `http://${other.name}:${other.port}`,
      ]),
    ),
    ...(OWN[name] ?? {}),
  };
}

function databaseOf(name: string, role: Service['role']): Record<string, string> {
  const login = role ? `orbiquant_${role}` : name === 'paper-exchange' ? 'paper_exchange' : null;
  if (!login) return {};
  return {
    DATABASE_URL: `postgres://${login}:${secret(`${login.toUpperCase()}_PASSWORD`)}@postgres:5432/${role ? DATABASE_NAME.platform : DATABASE_NAME.paper}`,
  };
}

const OWN: Partial<Record<Service['name'], Record<string, string>>> = {
  'paper-exchange': {
    ADMIN_TOKEN: secret('PAPER_EXCHANGE_ADMIN_TOKEN'),
    EXCHANGE_ACCOUNTS: secret('EXCHANGE_ACCOUNTS'),
  },
  'stripe-emulator': {
    STATE_FOLDER: '/state',
    PUBLIC_URL: 'http://localhost:3087',
    STRIPE_API_KEYS: secret('STRIPE_SECRET_KEY'),
    WEBHOOK_URL: 'http://backend:3081/api/v1/webhooks/stripe',
    WEBHOOK_SECRETS: secret('STRIPE_WEBHOOK_SECRETS'),
    ADMIN_TOKEN: secret('STRIPE_EMULATOR_ADMIN_TOKEN'),
  },
  'data-service': { PAPER_EXCHANGE_ADMIN_TOKEN: secret('PAPER_EXCHANGE_ADMIN_TOKEN') },
  'trading-agents': {
    VENUE_URL: 'http://paper-exchange:3088',
    ORION_API_KEY: secret('ORION_API_KEY'),
    ORION_API_SECRET: secret('ORION_API_SECRET'),
  },
  backend: {
    SOCKET_PORT: '3082',
    TRUSTED_PROXIES: '1',
    AUTH_PRIVATE_KEY: secret('AUTH_PRIVATE_KEY'),
    PUBLIC_ORIGIN: secret('PUBLIC_ORIGIN'),
    // taken away where the key is one of Stripe itself
    STRIPE_BASE_URL: 'http://stripe-emulator:3087',
    STRIPE_SECRET_KEY: secret('STRIPE_SECRET_KEY'),
    STRIPE_WEBHOOK_SECRETS: secret('STRIPE_WEBHOOK_SECRETS'),
  },
  frontend: { SOCKET_URL: 'http://backend:3082' },
};
