import { floorToMinor } from '@orbiquant/ledger';
import { isTrade } from './facts.ts';
import type { DayInput, LastOwner, TradingResult } from './day-input.ts';

/** A result with whom it belongs to, in whole minor units: rounded down once, here, so that every sum above is exact. */
export type Attributed = {
  symbol: string;
  exchange: string;
  minor: bigint;
  /** A person whose own it is; otherwise an agent's pools; otherwise the house. */
  userId: string | null;
  agentId: string | null;
  /** Neither was told: taken from the last result of the same symbol on the same exchange, when there was one. */
  isGuessed: boolean;
  /** Not so: the venue paid or took it without an operation of ours. */
  isTrade: boolean;
};

/** Names whom each result belongs to. */
export function attribute({
  results,
  lastOwners,
  exponent,
}: Pick<DayInput, 'results' | 'lastOwners' | 'exponent'>): Attributed[] {
  const owners = new Map(lastOwners.map((owner) => [placeOf(owner), owner]));
  return results.map((result) => {
    const { symbol, exchange, profit, user_id: userId = null, agent_id: agentId = null } = result;
    const minor = floorToMinor(profit, exponent);
    const what = { symbol, exchange, minor, isTrade: isTrade(result) };
    if (userId !== null || agentId !== null) return { ...what, userId, agentId, isGuessed: false };
    const { userId: lastUserId, agentId: lastAgentId } = owners.get(placeOf(result)) ?? NOBODY;
    return { ...what, userId: lastUserId, agentId: lastAgentId, isGuessed: true };
  });
}

const NOBODY = { userId: null, agentId: null };

const placeOf = ({ symbol, exchange }: Pick<LastOwner | TradingResult, 'symbol' | 'exchange'>): string =>
  `${exchange}\n${symbol}`;
