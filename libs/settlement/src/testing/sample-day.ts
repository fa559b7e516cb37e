import { Decimal, seededRng } from '@orbiquant/kernel';
import { periodOfKey } from '@orbiquant/periods';
import type { DayInput, TradingResult } from '../day-input.ts';

export const ANA = '0194a000-0000-7000-8000-00000000000a';
export const BEN = '0194a000-0000-7000-8000-00000000000b';

export const result = (profit: string, part: Partial<TradingResult> = {}): TradingResult => ({
  factId: profit,
  symbol: 'BTC/USDT',
  exchange: 'paper',
  agent_id: 'orion',
  profit: new Decimal(profit),
  ...part,
});

/** A day of a pool of 100,000 USDT held by two people and the house, 3 : 2 : 5; nothing happened on it yet. */
export function sampleDay(part: Partial<DayInput> = {}, day = '2026-02-28'): DayInput {
  const { fromMs, toMs } = periodOfKey(day);
  return {
    day,
    cycle: 'close',
    fromMs,
    toMs,
    settledAtMs: toMs - 60_000,
    currency: 'USDT',
    exponent: 6,
    results: [],
    capital: [],
    people: [],
    macro: { sp500: new Decimal('6900.5'), vix: new Decimal('14.2'), atMs: fromMs + 1 },
    pools: [
      {
        productId: 'p-orion',
        agentId: 'orion',
        navMinor: 100_000_000_000n,
        venueShareE6: 1_000_000n,
        holders: [
          { holder: ANA, units: 30_000_000_000_000_000n },
          { holder: BEN, units: 20_000_000_000_000_000n },
          { holder: 'house', units: 50_000_000_000_000_000n },
        ],
      },
    ],
    lastOwners: [],
    dispositions: new Map(),
    history: [],
    lateEvents: 0,
    deadLetters: 0,
    ...part,
  };
}

/** A day with many results of a seed; the same seed is the same day. */
export function busyDay(seed: string, results: number, day?: string): DayInput {
  const rng = seededRng(seed);
  const profits = Array.from({ length: results }, (_unused, at) =>
    result(`${rng.below(2) === 0 ? '-' : ''}${rng.below(900)}.${String(rng.below(1e9)).padStart(9, '0')}`, {
      factId: `f${at}`,
      symbol: ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'][rng.below(3)]!,
      ...(rng.below(5) === 0 ? { user_id: ANA } : {}),
    }),
  );
  return sampleDay({ results: profits }, day);
}
