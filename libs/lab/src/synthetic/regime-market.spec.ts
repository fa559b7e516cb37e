import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { kurtosis, stationaryPositions } from '@orbiquant/quant';
import fc from 'fast-check';
import { checkBars } from '../engine/check-bars.ts';
import { correlation } from '../trials/correlation.ts';
import { edgePlan, NOISE_PLAN } from './noise-plan.ts';
import { regimeMarket, type MarketPlan } from './regime-market.ts';

const market = (changes: Partial<MarketPlan>, seed = 'market') =>
  regimeMarket({ ...NOISE_PLAN, ...changes }, seededRng(seed));
const returnsOf = (close: Float64Array): Float64Array => close.slice(1).map((value, at) => value / close[at]! - 1);
const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: Float64Array): number => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe('a made-up market', () => {
  it('has sound bars on the grid of its interval, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { bars, regimes } = market({ bars: 500 }, seed);
        expect(() => checkBars('made', bars)).not.toThrow();
        expect(bars.openTimeMs[1]! - bars.openTimeMs[0]!).toBe(3_600_000);
        expect(regimes.every((regime) => regime < 2)).toBe(true);
        expect(market({ bars: 500 }, seed).bars).toEqual(bars);
      }),
      { numRuns: 20 },
    );
  });

  it('without drift nothing is to be had: mean return and memory of returns are noise, jumps included', () => {
    const returns = returnsOf(market({ bars: 60_000, jumps: { rate: 0.02, deviation: 0.03 } }).bars.close);
    expect(Math.abs(meanOf(returns))).toBeLessThan((4 * deviationOf(returns)) / Math.sqrt(returns.length));
    expect(Math.abs(correlation(returns.subarray(1), returns.subarray(0, -1)))).toBeLessThan(0.05);
  });

  it('is wild after wild hours, and its tails are fat', () => {
    const returns = returnsOf(market({ bars: 30_000 }).bars.close);
    const sizes = returns.map(Math.abs);
    expect(correlation(sizes.subarray(1), sizes.subarray(0, -1))).toBeGreaterThan(0.1);
    expect(kurtosis(returns)).toBeGreaterThan(5);
  });

  it('a drift of a regime is what it grows by while it lasts, and regimes last as long as they should', () => {
    const { bars, regimes } = regimeMarket(
      { ...edgePlan(0.0005, 500), bars: 60_000, jumps: { rate: 0, deviation: 0 } },
      seededRng('edge'),
    );
    const moves = bars.close.map((close, at) => close / bars.open[at]! - 1);
    const rising = moves.filter((_unused, at) => regimes[at] === 0);
    expect(Math.abs(meanOf(rising) - 0.0005)).toBeLessThan((4 * 0.0048) / Math.sqrt(rising.length));
    const switches = regimes.reduce((count, regime, at) => count + (at > 0 && regime !== regimes[at - 1] ? 1 : 0), 0);
    expect(Math.abs(switches - 120)).toBeLessThan(4 * Math.sqrt(120));
  });

  it('highs reach as far as a walk between open and close does', () => {
    // E[max of a Brownian motion over a unit of time] = deviation x sqrt(2 / pi); Glasserman, 2003, section 6.4
    const flat = { drift: 0, volatility: 0.01, bars: 1_000 };
    const { bars } = market({
      bars: 40_000,
      regimes: [flat],
      clustering: { shock: 0, memory: 0 },
      jumps: { rate: 0, deviation: 0 },
    });
    const rises = bars.high.map((high, at) => Math.log(high / bars.open[at]!));
    expect(meanOf(rises) / (0.01 * Math.sqrt(2 / Math.PI))).toBeCloseTo(1, 1);
  });

  it('refuses plans that make no market', () => {
    expect(() => market({ bars: 1 })).toThrow('at least two bars');
    expect(() => market({ regimes: [] })).toThrow('1 to 256 regimes');
    expect(() => market({ regimes: [{ drift: 0, volatility: 0, bars: 10 }] })).toThrow('a regime moves');
    expect(() => market({ clustering: { shock: 0.5, memory: 0.5 } })).toThrow('less than one');
    expect(() => market({ jumps: { rate: 2, deviation: 0 } })).toThrow('jumps have a rate');
  });

  it('is not what its blocks are when drawn again: a control', () => {
    const sizes = returnsOf(market({ bars: 30_000 }).bars.close).map(Math.abs);
    const positions = stationaryPositions(sizes.length, { rng: seededRng('again') });
    const drawn = Float64Array.from(positions, (at) => sizes[at]!);
    expect(Math.abs(correlation(drawn.subarray(1), drawn.subarray(0, -1)))).toBeLessThan(0.05);
  });
});
