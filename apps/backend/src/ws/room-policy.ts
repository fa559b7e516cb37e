import { AgentId, Interval, type FeedRequest } from '@orbiquant/contracts';
import type { PersonCaller } from '@orbiquant/platform-http';

/** A room that exists, and the market channel that feeds it, if one does. */
export type Room = { name: string; feed: Omit<FeedRequest, 'op'> | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SYMBOL = /^[A-Z0-9]{1,15}\/[A-Z0-9]{2,10}$/;

type Rule = (parts: readonly string[], person: PersonCaller) => Omit<FeedRequest, 'op'> | boolean;

/** Who may hear what: the market, agents and products are for everybody signed in, a user's room for that user alone. */
const RULES: Readonly<Record<string, Rule>> = {
  tickers: (parts) => parts.length === 0 && { channel: 'tickers' },
  clock: (parts) => parts.length === 0 && { channel: 'clock' },
  candle: ([symbol = '', interval = '', ...rest]) =>
    rest.length === 0 &&
    SYMBOL.test(symbol) &&
    Interval.safeParse(interval).success && { channel: 'candles', symbol, interval },
  agent: (parts) => parts.length === 1 && AgentId.safeParse(parts[0]).success,
  product: (parts) => parts.length === 1 && UUID.test(parts[0] ?? ''),
  user: (parts, person) => parts.length === 1 && parts[0] === person.userId,
};

/** The room of that name, when it exists and the person may be in it. */
export function roomFor(name: string, person: PersonCaller): Room | null {
  const [kind = '', ...parts] = name.split(':');
  const allowed = Object.hasOwn(RULES, kind) ? RULES[kind]?.(parts, person) : false;
  if (!allowed) return null;
  return { name, feed: allowed === true ? null : allowed };
}
