import { describe, expect, it } from '@jest/globals';
import { digestOf } from '@orbiquant/kernel';
import { generatedMarket, marketTrades } from './market.ts';
import { syntheticMarket } from './synthetic-market.ts';

const ORIGIN_MS = Date.UTC(2025, 0, 1);
const DAY_MS = 86_400_000;

function dayOf(seed: string): { digest: string; closes: number[][] } {
  const source = syntheticMarket(seed, ORIGIN_MS);
  source.generateUntil(ORIGIN_MS + DAY_MS);
  const candles = source.series.map((series) => Array.from({ length: series.length() }, (_, k) => series.at(k)));
  return { digest: digestOf(candles), closes: candles.map((list) => list.map(({ close }) => close)) };
}

const correlation = (a: number[], b: number[]): number => {
  const returns = (closes: number[]): number[] => closes.slice(1).map((close, k) => Math.log(close / closes[k]!));
  const [x, y] = [returns(a), returns(b)];
  const mean = (list: number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((one, k) => (one - mx) * (y[k]! - my)));
  return covariance / Math.sqrt(mean(x.map((one) => (one - mx) ** 2)) * mean(y.map((one) => (one - my) ** 2)));
};

describe('the synthetic market', () => {
  it('is the same to the byte for the same seed, and another for another', () => {
    expect(dayOf('orbiquant').digest).toBe(dayOf('orbiquant').digest);
    expect(dayOf('orbiquant').digest).not.toBe(dayOf('other').digest);
  });

  it('does not depend on how far it is generated at a time', () => {
    const inSteps = syntheticMarket('orbiquant', ORIGIN_MS);
    for (let atMs = ORIGIN_MS; atMs <= ORIGIN_MS + DAY_MS; atMs += 7_000_000) inSteps.generateUntil(atMs);
    inSteps.generateUntil(ORIGIN_MS + DAY_MS);
    const candles = inSteps.series.map((series) => Array.from({ length: series.length() }, (_, k) => series.at(k)));
    expect(digestOf(candles)).toBe(dayOf('orbiquant').digest);
  });

  it('holds six instruments that move together, but not alike', () => {
    const { closes } = dayOf('orbiquant');
    expect(closes).toHaveLength(6);
    for (const other of closes.slice(1)) {
      expect(correlation(closes[0]!, other)).toBeGreaterThan(0.3);
      expect(correlation(closes[0]!, other)).toBeLessThan(0.98);
    }
  });

  it('trades in order of time, however it is cut into steps', () => {
    const market = generatedMarket(syntheticMarket('orbiquant', ORIGIN_MS), ORIGIN_MS);
    market.prepareUntil(ORIGIN_MS + DAY_MS);
    const whole = marketTrades(market, ORIGIN_MS, ORIGIN_MS + 3_600_000);
    const cuts = [0, 1, 777, 60_000, 60_001, 1_000_000, 3_600_000];
    const parts = cuts.slice(1).flatMap((toMs, k) => marketTrades(market, ORIGIN_MS + cuts[k]!, ORIGIN_MS + toMs));
    expect(parts).toEqual(whole);
    expect(whole.length).toBeGreaterThan(6 * 60 * 6);
    expect(whole.every((one, k) => one.trade.timeMs >= (whole[k - 1]?.trade.timeMs ?? 0))).toBe(true);
  });
});
