import {
  createClient,
  serviceSigner,
  type Call,
  type PersonCaller,
  type ServiceIdentity,
} from '@orbiquant/platform-http';

/** The services that the backend stands in front of. */
export const PEER_NAMES = ['data-service', 'ml-engine', 'llm-agent', 'trading-agents'] as const;
export type PeerName = (typeof PEER_NAMES)[number];

/** A sibling service: its typed client, and what a raw stream to it needs. */
export type PeerLink = { call: Call; url: string; sign: (person?: PersonCaller) => Promise<string> };
export type Peers = Readonly<Record<PeerName, PeerLink>>;

/** The house itself, where a call is made on nobody's behalf: it has no role and owns nothing. */
export const HOUSE: PersonCaller = { userId: '00000000-0000-0000-0000-000000000000', roles: [] };

/** An answer of a language model takes longer than a read. */
const TIMEOUT_MS: Partial<Record<PeerName, number>> = { 'llm-agent': 120_000 };

/** Clients to all siblings. */
export function connectPeers(identity: ServiceIdentity, urls: Readonly<Record<PeerName, string>>): Peers {
  const sign = serviceSigner(identity);
  const link = (name: PeerName): PeerLink => ({
    url: urls[name],
    sign: (person) => sign(name, person),
    call: createClient({ name, baseUrl: urls[name], sign, timeoutMs: TIMEOUT_MS[name] ?? 5_000 }),
  });
  return {
    'data-service': link('data-service'),
    'ml-engine': link('ml-engine'),
    'llm-agent': link('llm-agent'),
    'trading-agents': link('trading-agents'),
  };
}
