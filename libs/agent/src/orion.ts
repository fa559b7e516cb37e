import { decimal } from '@orbiquant/kernel';
import { hmaSma, trendFollowing, voterOf } from '@orbiquant/strategy';
import type { AgentProfile } from './profile.ts';

/**
 * Orion: moderate, follows trends on the spot market with a trailing stop. Aim 5-10 % a month, which is an aim; its
 * limits are limits: 10 % drawdown halts it, 3 % at risk in a trade, 5 % loss in a week.
 */
export const orion: AgentProfile = {
  agentId: 'orion',
  name: 'Orion',
  profile: 'moderate',
  strategies: [voterOf(hmaSma, '5m'), voterOf(trendFollowing, '1h')],
  stopRanges: 3,
  stopInterval: '1h',
  riskPerTrade: '0.01',
  mandate: {
    version: 1,
    decisionInterval: '5m',
    riskPerTradeMax: decimal('0.03'),
    drawdownMax: decimal('0.10'),
    lossMax: decimal('0.05'),
    lossPeriod: 'week',
    exposureMax: decimal('0.90'),
    concentrationMax: decimal('0.50'),
    priceCollar: decimal('0.01'),
    ordersPerHourMax: 60,
    dataAgeMsMax: 30_000,
  },
};
