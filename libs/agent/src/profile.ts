import type { AgentId, Interval, Mandate, Vote } from '@orbiquant/contracts';
import type { MarketView, Strategy } from '@orbiquant/strategy';

/** Who an agent is: its temper, the strategies it listens to, and the mandate it starts with. */
export interface AgentProfile {
  readonly agentId: AgentId;
  readonly name: string;
  readonly profile: 'conservative' | 'moderate' | 'aggressive';
  readonly strategies: readonly Strategy[];
  /** Stop distance in average true ranges of the stop interval. */
  readonly stopRanges: number;
  readonly stopInterval: Interval;
  /** Share of equity put at risk by one entry, as a decimal text; below the mandate's limit. */
  readonly riskPerTrade: string;
  readonly mandate: Omit<Mandate, 'symbols'>;
}

/** The intervals an agent needs, and how many closed candles of each. */
export function windowsOf(profile: AgentProfile): Map<Interval, number> {
  const needs = new Map<Interval, number>([
    [profile.mandate.decisionInterval, 2],
    [profile.stopInterval, 100],
  ]);
  for (const { warmUp } of profile.strategies) {
    for (const [interval, bars] of Object.entries(warmUp) as Array<[Interval, number]>)
      needs.set(interval, Math.max(bars + 1, needs.get(interval) ?? 0));
  }
  return needs;
}

/** Every strategy's vote, in the profile's order. */
export const votesOf = (profile: AgentProfile, view: MarketView): Vote[] =>
  profile.strategies.map((strategy) => strategy.vote(view));
