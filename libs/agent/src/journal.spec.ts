import { describe, expect, it } from '@jest/globals';
import { decimal } from '@orbiquant/kernel';
import type { Decision } from '@orbiquant/contracts';
import { chained, isIntact, JOURNAL_GENESIS } from './journal.ts';

const draft = (decisionId: string): Omit<Decision, 'hash' | 'previousHash'> => ({
  decisionId,
  agentId: 'orion',
  symbol: 'BTC/USDT',
  interval: '5m',
  candleOpenTimeMs: 0,
  asOfMs: 300_000,
  action: 'nothing',
  verdict: 'held',
  side: null,
  quantity: null,
  price: decimal('100.10'),
  invalidationPrice: null,
  reasons: [{ code: 'agent.no-setup', params: {} }],
  votes: [],
  predictionId: null,
  modelVersion: null,
  featureHash: 'f',
  configHash: 'c',
  intentIds: [],
});

describe('the journal', () => {
  it('each entry carries its own hash, and any change breaks it', () => {
    const entry = chained(draft('a'), JOURNAL_GENESIS);
    expect(isIntact(entry)).toBe(true);
    for (const change of [
      { price: decimal('100.11') },
      { verdict: 'acted' as const },
      { previousHash: 'x' },
      { reasons: [] },
    ])
      expect(isIntact({ ...entry, ...change })).toBe(false);
  });
  it('stands on the entry before it', () => {
    const first = chained(draft('a'), JOURNAL_GENESIS);
    expect(chained(draft('b'), first.hash).hash).not.toBe(chained(draft('b'), JOURNAL_GENESIS).hash);
  });
});
