import { describe, expect, it } from '@jest/globals';
import { AppError, seededRng } from '@orbiquant/kernel';
import fc from 'fast-check';
import { covarianceMatrix, dot, timesVector } from '../risk/covariance.ts';
import { riskContributions } from '../risk/risk-contribution.ts';
import { blackLitterman } from './black-litterman.ts';
import { hierarchicalRiskParity } from './hierarchical-risk-parity.ts';
import { maxSharpe } from './max-sharpe.ts';
import { minVariance } from './min-variance.ts';
import { riskParity } from './risk-parity.ts';
import type { Universe } from './universe.ts';

const of = (...values: number[]): Float64Array => Float64Array.of(...values);
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const variance = (weights: Float64Array, { covariance }: Universe): number =>
  dot(weights, timesVector(covariance, weights));
/** A random market: daily-like returns with a common factor, so that assets are correlated as markets are. */
function market(label: string, size: number, scale = 0.02): Universe & { expectedReturns: Record<string, number> } {
  const rng = seededRng(label);
  const columns = Array.from({ length: size }, () => new Float64Array(120));
  for (let at = 0; at < 120; at++) {
    const common = rng.normal();
    columns.forEach(
      (column, asset) => (column[at] = scale * (0.5 + asset / size) * (0.6 * common + 0.8 * rng.normal())),
    );
  }
  const assets = columns.map((_, at) => `A${at}`);
  const expectedReturns = Object.fromEntries(assets.map((asset) => [asset, scale * (rng.next() - 0.2) * 0.1]));
  return { assets, covariance: covarianceMatrix(columns), expectedReturns };
}
const markets = fc.tuple(fc.string(), fc.integer({ min: 2, max: 8 })).map(([label, size]) => market(label, size));
const randomWeights = (label: string, size: number): Float64Array => {
  const rng = seededRng(label);
  const raw = Float64Array.from({ length: size }, () => -Math.log(1 - rng.next()));
  return raw.map((value) => value / sum(raw));
};
/** The paths of the fields that a refusal names. */
function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input')
      return (error.options.errors ?? []).map(({ path }) => path);
    throw error;
  }
  return [];
}
const pairOf = (correlation: number): Universe => ({
  assets: ['A', 'B'],
  covariance: [of(0.04, 0.2 * 0.1 * correlation), of(0.2 * 0.1 * correlation, 0.01)],
});

describe('minimum variance', () => {
  // Two assets, closed form: w = (s2^2 - c) / (s1^2 + s2^2 - 2 c).
  it('is the closed form for two assets', () => {
    expect(minVariance(pairOf(0.25))[0]).toBeCloseTo((0.01 - 0.005) / (0.05 - 0.01), 12);
    expect([...minVariance(pairOf(0.9))]).toEqual([0, 1]);
    expect(minVariance(pairOf(0.9), { everyAsset: { min: -1, max: 2 } })[0]).toBeCloseTo(
      (0.01 - 0.018) / (0.05 - 0.036),
      12,
    );
  });
  it('sums to 1, stays within bounds, and no random portfolio is calmer', () => {
    fc.assert(
      fc.property(markets, (universe) => {
        const weights = minVariance(universe);
        expect(sum(weights)).toBeCloseTo(1, 9);
        expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
        for (let at = 0; at < 30; at++) {
          const other = randomWeights(`other/${at}`, universe.assets.length);
          expect(variance(weights, universe)).toBeLessThanOrEqual(variance(other, universe) * (1 + 1e-9));
        }
      }),
      { numRuns: 40 },
    );
  });
  it('obeys bounds, groups and turnover together, and is not beaten within them', () => {
    fc.assert(
      fc.property(fc.string(), (label) => {
        const universe = market(label, 6);
        const even = Object.fromEntries(universe.assets.map((asset) => [asset, 1 / 6]));
        const weights = minVariance(universe, {
          everyAsset: { min: 0.02, max: 0.5 },
          bounds: { A5: { min: 0.05, max: 0.2 } },
          groups: [{ name: 'big', assets: ['A0', 'A1'], min: 0.1, max: 0.4 }],
          turnover: { currentWeights: even, max: 0.3 },
        });
        expect(sum(weights)).toBeCloseTo(1, 9);
        expect(weights.every((weight) => weight >= 0.02 && weight <= 0.5)).toBe(true);
        expect(weights[5]).toBeGreaterThanOrEqual(0.05);
        expect(weights[0]! + weights[1]!).toBeLessThanOrEqual(0.4 + 1e-9);
        expect(sum(weights.map((weight) => Math.abs(weight - 1 / 6)))).toBeLessThanOrEqual(0.3 + 1e-9);
        for (let at = 0; at < 20; at++) {
          const far = randomWeights(`t/${at}`, 6).map((weight) => weight - 1 / 6);
          const reach = 0.3 / sum(far.map(Math.abs));
          const other = far.map((step) => 1 / 6 + Math.min(1, reach) * step);
          if (
            other.some((weight) => weight < 0.02) ||
            other[5]! < 0.05 ||
            other[5]! > 0.2 ||
            other[0]! + other[1]! > 0.4
          )
            continue;
          expect(variance(weights, universe)).toBeLessThanOrEqual(variance(other, universe) * (1 + 1e-9));
        }
      }),
      { numRuns: 40 },
    );
  });
  it('does not depend on the scale of the covariance', () => {
    const large = minVariance(market('scale', 5));
    const small = minVariance(market('scale', 5, 0.00002));
    small.forEach((weight, at) => expect(weight).toBeCloseTo(large[at]!, 9));
  });
});

describe('maximum Sharpe', () => {
  // Without binding bounds the tangency portfolio is proportional to C^-1 (mu - r).
  it('is the tangency portfolio where no bound binds', () => {
    const universe = { ...pairOf(0.25), expectedReturns: { A: 0.08, B: 0.05 }, riskFree: 0.01 };
    const raw = [0.01 * 0.07 - 0.005 * 0.04, 0.04 * 0.04 - 0.005 * 0.07];
    expect(maxSharpe(universe)[0]).toBeCloseTo(raw[0]! / (raw[0]! + raw[1]!), 10);
  });
  it('sums to 1, stays within limits, and no random portfolio has a higher ratio', () => {
    fc.assert(
      fc.property(markets, (universe) => {
        const expected = Float64Array.from(Object.values(universe.expectedReturns));
        fc.pre(expected.some((value) => value > 1e-6));
        const max = Math.max(0.6, 1.2 / universe.assets.length);
        const weights = maxSharpe(universe, { everyAsset: { min: 0, max: 1 } });
        const capped =
          faultsOf(() => maxSharpe(universe, { everyAsset: { min: 0, max } })).length === 0
            ? maxSharpe(universe, { everyAsset: { min: 0, max } })
            : weights.map(() => 0);
        const ratio = (of: Float64Array): number => dot(of, expected) / Math.sqrt(variance(of, universe));
        expect(sum(weights)).toBeCloseTo(1, 9);
        expect(capped.every((weight) => weight >= 0 && weight <= max)).toBe(true);
        for (let at = 0; at < 30; at++) {
          const other = randomWeights(`other/${at}`, universe.assets.length);
          expect(ratio(weights)).toBeGreaterThanOrEqual(ratio(other) - 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('obeys a turnover limit', () => {
    const universe = market('turn', 5);
    const even = Object.fromEntries(universe.assets.map((asset) => [asset, 0.2]));
    const weights = maxSharpe(universe, { turnover: { currentWeights: even, max: 0.2 } });
    expect(sum(weights.map((weight) => Math.abs(weight - 0.2)))).toBeLessThanOrEqual(0.2 + 1e-9);
    expect(sum(weights)).toBeCloseTo(1, 9);
  });
  it('refuses when nothing is expected to beat cash', () => {
    const gloomy = { ...pairOf(0), expectedReturns: { A: 0.01, B: 0.02 }, riskFree: 0.03 };
    expect(faultsOf(() => maxSharpe(gloomy))).toEqual(['expectedReturns']);
    expect(faultsOf(() => maxSharpe({ ...gloomy, expectedReturns: { A: 0.01, C: 0.1 } }))).toEqual([
      'expectedReturns.B',
      'expectedReturns.C',
    ]);
  });
});

describe('risk parity', () => {
  it('each asset brings the same risk, to 1e-8', () => {
    fc.assert(
      fc.property(markets, (universe) => {
        const weights = riskParity(universe);
        const { share } = riskContributions(weights, universe.covariance);
        expect(sum(weights)).toBeCloseTo(1, 12);
        for (const part of share) expect(Math.abs(part - 1 / share.length)).toBeLessThan(1e-8);
      }),
    );
  });
  it('holds for assets that almost cancel or almost repeat one another, and for any difference in scale', () => {
    for (const correlation of [-0.999999, 0.999999]) {
      const covariance = [of(1, 1e4 * correlation), of(1e4 * correlation, 1e8)];
      const { share } = riskContributions(riskParity({ assets: ['A', 'B'], covariance }), covariance);
      expect(share[0]).toBeCloseTo(0.5, 8);
    }
  });
  it('meets chosen budgets, and is inverse volatility for equal correlations (Maillard, Roncalli, Teiletche 2010)', () => {
    const { share } = riskContributions(riskParity(pairOf(-0.7), { A: 3, B: 1 }), pairOf(-0.7).covariance);
    expect(share[0]).toBeCloseTo(0.75, 9);
    expect(riskParity(pairOf(0.5))[0]).toBeCloseTo(1 / 3, 10);
    expect(faultsOf(() => riskParity(pairOf(0), { A: 0, B: 1 }))).toEqual(['budgets.A']);
  });
});

describe('hierarchical risk parity', () => {
  it('is inverse variance for two assets and for assets that are alike to one another', () => {
    expect(hierarchicalRiskParity(pairOf(0.3))[0]).toBeCloseTo(0.2, 12);
    const alone = { assets: ['A'], covariance: [of(0.04)] };
    expect([...hierarchicalRiskParity(alone)]).toEqual([1]);
  });
  it('depends neither on the order nor on the names of assets', () => {
    fc.assert(
      fc.property(markets, fc.string(), (universe, label) => {
        const rng = seededRng(label);
        const order = Array.from(universe.assets.keys())
          .map((at) => ({ at, key: rng.next() }))
          .sort((a, b) => a.key - b.key)
          .map(({ at }) => at);
        const shuffled = {
          assets: order.map((at) => `renamed ${universe.assets.length - at}`),
          covariance: order.map((row) => Float64Array.from(order, (column) => universe.covariance[row]![column]!)),
        };
        const [plain, moved] = [hierarchicalRiskParity(universe), hierarchicalRiskParity(shuffled)];
        order.forEach((from, to) => expect(moved[to]).toBeCloseTo(plain[from]!, 10));
        expect(sum(plain)).toBeCloseTo(1, 12);
        expect(plain.every((weight) => weight > 0 && weight <= 1)).toBe(true);
      }),
    );
  });
  it('splits between two blocks first, and needs no invertible matrix', () => {
    // A and B are one asset twice, C stands apart with the same variance: half to the block, half to C.
    const covariance = [of(0.04, 0.04, 0), of(0.04, 0.04, 0), of(0, 0, 0.04)];
    const weights = hierarchicalRiskParity({ assets: ['A', 'B', 'C'], covariance });
    expect(sum(weights)).toBeCloseTo(1, 12);
    expect(Math.max(...weights)).toBeLessThanOrEqual(0.5 + 1e-12);
    expect(weights.every((weight) => weight >= 0.25 - 1e-12)).toBe(true);
  });
});

describe('Black-Litterman', () => {
  // He and Litterman (1999), tables 1 to 4: seven countries, risk aversion 2.5, tau 0.05; Germany beats the rest of Europe by 5 %.
  const assets = ['Australia', 'Canada', 'France', 'Germany', 'Japan', 'UK', 'USA'];
  const deviations = [0.16, 0.203, 0.248, 0.271, 0.21, 0.2, 0.187];
  const lower = [
    [],
    [0.488],
    [0.478, 0.664],
    [0.515, 0.655, 0.861],
    [0.439, 0.31, 0.355, 0.354],
    [0.512, 0.608, 0.783, 0.777, 0.405],
    [0.491, 0.779, 0.668, 0.653, 0.306, 0.652],
  ];
  const correlation = (a: number, b: number): number => (a === b ? 1 : lower[Math.max(a, b)]![Math.min(a, b)]!);
  const countries = {
    assets,
    covariance: assets.map((_, a) =>
      Float64Array.from(assets, (__, b) => deviations[a]! * deviations[b]! * correlation(a, b)),
    ),
    marketWeights: Object.fromEntries(
      assets.map((asset, at) => [asset, [0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615][at]!]),
    ),
  };
  const view = { weights: { Germany: 1, France: -0.295, UK: -0.705 }, expectedReturn: 0.05 };
  const percent = (values: Float64Array): number[] => [...values].map((value) => Math.round(value * 1000) / 10);
  it('agrees with the published example', () => {
    const { equilibrium, expectedReturns } = blackLitterman({ ...countries, views: [view] });
    expect(percent(equilibrium)).toEqual([3.9, 6.9, 8.4, 9, 4.3, 6.8, 7.6]);
    expect(percent(expectedReturns)).toEqual([4.3, 7.6, 9.3, 11, 4.5, 7, 8.1]);
  });
  it('without views is the market, and a certain view is met exactly', () => {
    const calm = blackLitterman(countries);
    expect(calm.expectedReturns).toEqual(calm.equilibrium);
    expect(calm.covariance[0]![0]).toBeCloseTo(1.05 * 0.16 ** 2, 12);
    const sure = blackLitterman({ ...countries, views: [{ ...view, confidence: 1 }] });
    expect(sure.expectedReturns[3]! - 0.295 * sure.expectedReturns[2]! - 0.705 * sure.expectedReturns[5]!).toBeCloseTo(
      0.05,
      12,
    );
    const unsure = blackLitterman({ ...countries, views: [{ ...view, confidence: 1e-9 }] });
    unsure.expectedReturns.forEach((value, at) => expect(value).toBeCloseTo(calm.equilibrium[at]!, 9));
  });
  it('a view makes the covariance smaller than no view, and its market weights maximise Sharpe without one', () => {
    const [blind, seeing] = [blackLitterman(countries), blackLitterman({ ...countries, views: [view] })];
    expect(seeing.covariance[3]![3]).toBeLessThan(blind.covariance[3]![3]!);
    const expectedReturns = Object.fromEntries(assets.map((asset, at) => [asset, blind.expectedReturns[at]!]));
    const weights = maxSharpe({ assets, covariance: blind.covariance, expectedReturns });
    assets.forEach((asset, at) => expect(weights[at]).toBeCloseTo(countries.marketWeights[asset]!, 6));
  });
  it('names what is wrong', () => {
    const wrong = {
      ...countries,
      tau: 0,
      riskAversion: NaN,
      views: [{ weights: { Mars: 1 }, expectedReturn: NaN, confidence: 2 }],
    };
    expect(faultsOf(() => blackLitterman(wrong))).toEqual([
      'riskAversion',
      'tau',
      'views.0.weights.Mars',
      'views.0.confidence',
      'views.0.expectedReturn',
    ]);
    const twice = [
      { ...view, confidence: 1 },
      { ...view, confidence: 1, expectedReturn: 0.01 },
    ];
    expect(faultsOf(() => blackLitterman({ ...countries, views: twice }))).toEqual(['views']);
    expect(faultsOf(() => blackLitterman({ ...countries, views: [{ weights: {}, expectedReturn: 0 }] }))).toEqual([
      'views.0.weights',
    ]);
  });
});

describe('bad input names its field', () => {
  const good = pairOf(0.2);
  const ways: Array<[string, () => unknown, string[]]> = [
    ['no asset', () => minVariance({ assets: [], covariance: [] }), ['assets']],
    ['a name twice', () => minVariance({ ...good, assets: ['A', 'A'] }), ['assets']],
    ['too few rows', () => minVariance({ ...good, assets: ['A', 'B', 'C'] }), ['covariance']],
    [
      'not symmetric',
      () => riskParity({ ...good, covariance: [of(1, 0.5), of(0.4, 1)] }),
      ['covariance.A', 'covariance.B'],
    ],
    [
      'a NaN',
      () => hierarchicalRiskParity({ ...good, covariance: [of(1, NaN), of(NaN, 1)] }),
      ['covariance.A', 'covariance.B'],
    ],
    ['no variance', () => hierarchicalRiskParity({ ...good, covariance: [of(0, 0), of(0, 1)] }), ['covariance.A']],
    ['not positive definite', () => minVariance({ ...good, covariance: [of(1, 1), of(1, 1)] }), ['covariance']],
    ['bounds of a stranger', () => minVariance(good, { bounds: { X: { min: 0, max: 1 } } }), ['bounds.X']],
    ['a range upside down', () => minVariance(good, { bounds: { A: { min: 0.5, max: 0.1 } } }), ['bounds.A']],
    ['least weights above 1', () => minVariance(good, { everyAsset: { min: 0.6, max: 1 } }), ['bounds']],
    ['most weights below 1', () => minVariance(good, { everyAsset: { min: 0, max: 0.4 } }), ['bounds']],
    [
      'a group of a stranger',
      () => minVariance(good, { groups: [{ name: 'g', assets: ['X'], min: 0, max: 1 }] }),
      ['groups.g.X'],
    ],
    [
      'a group that cannot be',
      () => minVariance(good, { groups: [{ name: 'g', assets: ['A', 'B'], min: 0, max: 0.5 }] }),
      ['groups'],
    ],
    [
      'present weights of a stranger',
      () => minVariance(good, { turnover: { currentWeights: { A: 1 }, max: 1 } }),
      ['turnover.currentWeights.B'],
    ],
    [
      'negative turnover',
      () => minVariance(good, { turnover: { currentWeights: { A: 1, B: 0 }, max: -1 } }),
      ['turnover.max'],
    ],
    [
      'too little turnover',
      () =>
        minVariance(good, { everyAsset: { min: 0, max: 0.6 }, turnover: { currentWeights: { A: 1, B: 0 }, max: 0.1 } }),
      ['turnover.max'],
    ],
  ];
  it.each(ways)('%s', (_, run, fields) => expect(faultsOf(run)).toEqual(fields));
  it('says the smallest eigenvalue', () => {
    expect(() => minVariance({ ...good, covariance: [of(1, 2), of(2, 1)] })).toThrow(
      /smallest eigenvalue of its correlations is -(1|0\.9{9}\d*)\./,
    );
  });
});
