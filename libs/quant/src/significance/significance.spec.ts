import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import fc from 'fast-check';
import { sampleDeviation } from '../performance/moments.ts';
import { backtestOverfitting } from './backtest-overfitting.ts';
import { automaticBlockLength } from './block-length.ts';
import { deflatedSharpe, expectedMaximumSharpe } from './deflated-sharpe.ts';
import { haircutSharpes } from './haircut-sharpe.ts';
import { adjustedPValues } from './multiple-testing.ts';
import { minimumTrackRecord, probabilisticSharpe, sharpeEvidence } from './probabilistic-sharpe.ts';
import { stationaryBootstrap, stationaryPositions } from './stationary-bootstrap.ts';
import { superiorAbility } from './superior-ability.ts';

const of = (...values: number[]): Float64Array => Float64Array.of(...values);
const noise = (label: string, count: number, mean = 0): Float64Array => {
  const rng = seededRng(label);
  return Float64Array.from({ length: count }, () => mean + rng.normal() / 100);
};

type Golden = {
  inputs: { SR_per_obs: number; V_per_obs: number; T: number; skew: number; kurt: number };
  cases: Array<{ N: number; SR0: number; DSR_nonnormal: number; DSR_normal: number }>;
  psr_case: { PSR0_nonnormal: number; PSR0_normal: number };
};

describeWithShared('Sharpe significance against Bailey and Lopez de Prado', 'golden/dsr', () => {
  const golden = JSON.parse(readFileSync(sharedPath('golden/dsr/dsr_psr.json'), 'utf8')) as Golden;
  const { SR_per_obs: sharpe, V_per_obs: variance, T: observations, skew, kurt } = golden.inputs;
  it.each(golden.cases)('deflated Sharpe ratio of $N trials', ({ N: trials, SR0, DSR_nonnormal, DSR_normal }) => {
    expect(expectedMaximumSharpe({ trials, variance })).toBeCloseTo(SR0, 12);
    const evidence = { sharpe, observations, skewness: skew, kurtosis: kurt };
    expect(deflatedSharpe(evidence, { trials, variance })).toBeCloseTo(DSR_nonnormal, 12);
    expect(deflatedSharpe({ ...evidence, skewness: 0, kurtosis: 3 }, { trials, variance })).toBeCloseTo(DSR_normal, 12);
  });
  it('probabilistic Sharpe ratio of 24 months', () => {
    const evidence = { sharpe: 0.458, observations: 24, skewness: -2.448, kurtosis: 10.164 };
    expect(probabilisticSharpe(evidence)).toBeCloseTo(golden.psr_case.PSR0_nonnormal, 12);
    expect(probabilisticSharpe({ ...evidence, skewness: 0, kurtosis: 3 })).toBeCloseTo(golden.psr_case.PSR0_normal, 12);
  });
});

describe('track record', () => {
  // Bailey and Lopez de Prado (2012), section 7: ratio 2 against 1, normal returns, 95 %: 2.73 years daily, 2.83 weekly, 3.24 monthly.
  it.each([
    [252, 2.73],
    [52, 2.83],
    [12, 3.24],
  ])('an annual ratio of 2 beats 1 after as many years as published, at %d periods a year', (perYear, years) => {
    const root = Math.sqrt(perYear);
    const periods = minimumTrackRecord({ sharpe: 2 / root, skewness: 0, kurtosis: 3 }, { benchmarkSharpe: 1 / root });
    expect(periods / perYear).toBeCloseTo(years, 2);
  });
  it('is the length at which the probabilistic ratio reaches the confidence', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        fc.double({ min: -2, max: 1, noNaN: true }),
        (sharpe, skew) => {
          const shape = { sharpe, skewness: skew, kurtosis: 9 };
          const observations = minimumTrackRecord(shape, { confidence: 0.99 });
          expect(probabilisticSharpe({ ...shape, observations })).toBeCloseTo(observations >= 2 ? 0.99 : NaN, 9);
        },
      ),
    );
  });
  it('never ends without an edge, and an excess kurtosis is a mistake of the caller', () => {
    expect(minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 3 }, { benchmarkSharpe: 0.1 })).toBe(Infinity);
    expect(() => minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 0 })).toThrow('not in excess');
    expect(() => minimumTrackRecord({ sharpe: 0.1, skewness: 0, kurtosis: 3 }, { confidence: 1 })).toThrow(
      'confidence',
    );
  });
  it('evidence without returns or without risk proves nothing', () => {
    expect(probabilisticSharpe(sharpeEvidence(of()))).toBeNaN();
    expect(probabilisticSharpe(sharpeEvidence(of(0.1)))).toBeNaN();
    expect(probabilisticSharpe(sharpeEvidence(of(0.1, 0.1, 0.1)))).toBeNaN();
  });
});

describe('the expected best of many trials', () => {
  it('grows with trials, is nothing for one, and is what simulation finds', () => {
    expect(expectedMaximumSharpe({ trials: 1, variance: 1 })).toBe(0);
    expect(() => expectedMaximumSharpe({ trials: 0, variance: 1 })).toThrow('one trial');
    expect(() => expectedMaximumSharpe({ trials: 2, variance: -1 })).toThrow('not negative');
    const rng = seededRng('maximum');
    for (const trials of [10, 100]) {
      let sum = 0;
      for (let round = 0; round < 4000; round++) {
        let best = -Infinity;
        for (let at = 0; at < trials; at++) best = Math.max(best, rng.normal());
        sum += best;
      }
      expect(expectedMaximumSharpe({ trials, variance: 1 }) / (sum / 4000)).toBeCloseTo(1, 1);
    }
  });
});

describe('many tests at once', () => {
  // Computed by hand from Holm (1979) and Benjamini, Yekutieli (2001): c(4) = 25 / 12.
  it('raises p-values by each rule', () => {
    const p = of(0.04, 0.01, 0.03, 0.005);
    expect([...adjustedPValues(p, 'bonferroni')]).toEqual(
      [0.16, 0.04, 0.12, 0.02].map((value) => expect.closeTo(value, 12)),
    );
    expect([...adjustedPValues(p, 'holm')]).toEqual([0.06, 0.03, 0.06, 0.02].map((value) => expect.closeTo(value, 12)));
    expect([...adjustedPValues(p, 'bhy')]).toEqual(
      [0.04, 0.02, 0.04, 0.02].map((value) => expect.closeTo((value * 25) / 12, 12)),
    );
    expect(adjustedPValues(of(), 'holm')).toEqual(of());
    expect(() => adjustedPValues(of(NaN), 'holm')).toThrow('p-values');
  });
  it('never lowers a p-value, never passes 1, keeps the order, and Holm never exceeds Bonferroni', () => {
    const ps = fc.float64Array({ min: 0, max: 1, noNaN: true, minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ps, (p) => {
        const [bonferroni, holm, bhy] = (['bonferroni', 'holm', 'bhy'] as const).map((rule) =>
          adjustedPValues(p, rule),
        );
        for (const raised of [bonferroni!, holm!, bhy!]) {
          p.forEach((plain, at) => expect(raised[at]! >= plain && raised[at]! <= 1).toBe(true));
          p.forEach((one, a) => p.forEach((other, b) => expect(one < other && raised[a]! > raised[b]!).toBe(false)));
        }
        p.forEach((_, at) => expect(holm![at]).toBeLessThanOrEqual(bonferroni![at]!));
      }),
    );
  });
  it('a haircut takes all of a lucky ratio and almost nothing of a great one', () => {
    const [great, lucky] = haircutSharpes(of(0.5, 0.05, 0.02, -0.01), { observations: 1000 });
    expect(great!.haircut).toBeLessThan(0.01);
    expect(lucky!.adjustedPValue).toBeCloseTo(lucky!.pValue * 3, 12);
    expect(lucky!.haircut).toBeGreaterThan(0.2);
    const [single] = haircutSharpes(of(0.1), { observations: 500 });
    expect(single!.haircut).toBeCloseTo(0, 12);
    expect(haircutSharpes(of(0), { observations: 10 })[0]!.haircut).toBeNaN();
    expect(() => haircutSharpes(of(0.1), { observations: 1 })).toThrow('two observations');
  });
});

describe('stationary bootstrap', () => {
  it('draws positions in blocks of the wanted mean length, the same for the same seed', () => {
    const positions = stationaryPositions(50_000, { rng: seededRng('blocks'), blockLength: 20 });
    const breaks = positions.filter((value, at) => at > 0 && value !== (positions[at - 1]! + 1) % 50_000).length + 1;
    expect(50_000 / breaks).toBeGreaterThan(18.5);
    expect(50_000 / breaks).toBeLessThan(21.5);
    expect(stationaryPositions(100, { rng: seededRng('a'), blockLength: 5 })).toEqual(
      stationaryPositions(100, { rng: seededRng('a'), blockLength: 5 }),
    );
    expect(() => stationaryPositions(5, { rng: seededRng('a'), blockLength: 0.5 })).toThrow('block length');
  });
  it('returns only values of the sample, and nothing for nothing', () => {
    const sample = noise('sample', 200);
    const drawn = stationaryBootstrap(sample, { rng: seededRng('draw') });
    expect(drawn).toHaveLength(200);
    expect(drawn.every((value) => sample.includes(value))).toBe(true);
    expect(stationaryBootstrap(of(), { rng: seededRng('draw') })).toEqual(of());
  });
  it('spreads the mean of memoryless returns as theory says: deviation / sqrt(n)', () => {
    const sample = noise('spread', 400);
    const rng = seededRng('means');
    const means = Float64Array.from({ length: 1500 }, () => {
      const drawn = stationaryBootstrap(sample, { rng, blockLength: 1 });
      return drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    });
    expect(sampleDeviation(means) / (sampleDeviation(sample) / 20)).toBeGreaterThan(0.94);
    expect(sampleDeviation(means) / (sampleDeviation(sample) / 20)).toBeLessThan(1.06);
  });
  // Patton, Politis, White (2009): for an AR(1) the optimum is (2 r / (1 - r^2))^(2/3) n^(1/3).
  it.each([0.3, 0.6])('the automatic block length of an AR(1) with coefficient %d is near its optimum', (memory) => {
    const lengths = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((label) => {
      const values = noise(label, 5000);
      for (let at = 1; at < values.length; at++) values[at] = values[at]! + memory * values[at - 1]!;
      return automaticBlockLength(values);
    });
    const optimum = ((2 * memory) / (1 - memory ** 2)) ** (2 / 3) * 5000 ** (1 / 3);
    const typical = lengths.sort((a, b) => a - b)[4]!;
    expect(typical / optimum).toBeGreaterThan(0.8);
    expect(typical / optimum).toBeLessThan(1.25);
  });
  it('short, flat or holed returns have blocks of one', () => {
    for (const values of [
      of(),
      of(0.1),
      new Float64Array(50),
      new Float64Array(50).fill(0.01),
      noise('x', 50).with(3, NaN),
    ]) {
      expect(automaticBlockLength(values)).toBe(1);
    }
  });
});

describe('superior predictive ability', () => {
  it('finds a planted edge among bad strategies', () => {
    const columns = [noise('edge', 500, 0.003), ...['u', 'v', 'w'].map((label) => noise(label, 500, -0.01))];
    const found = superiorAbility(columns, { rng: seededRng('spa'), resamples: 400 });
    expect(found.consistent).toBeLessThan(0.01);
    expect(found.lower).toBeLessThanOrEqual(found.consistent);
    expect(found.consistent).toBeLessThanOrEqual(found.upper);
  });
  it('rejects about 5 % of families that have no edge, and the consistent p-value ignores hopeless ones', () => {
    let rejected = 0;
    for (let round = 0; round < 200; round++) {
      const family = Array.from({ length: 5 }, (_, at) => noise(`null/${round}/${at}`, 150));
      if (superiorAbility(family, { rng: seededRng(`p/${round}`), resamples: 150, blockLength: 1 }).consistent < 0.05)
        rejected++;
    }
    expect(rejected).toBeGreaterThanOrEqual(3);
    expect(rejected).toBeLessThanOrEqual(20);
  });
  it('nobody who loses is superior, and it refuses holes', () => {
    const losers = [noise('l', 100, -0.05), noise('m', 100, -0.05)];
    expect(superiorAbility(losers, { rng: seededRng('x'), resamples: 50 })).toMatchObject({ consistent: 1, upper: 1 });
    expect(() => superiorAbility([], { rng: seededRng('x') })).toThrow('at least one strategy');
    expect(() => superiorAbility([of(1, NaN)], { rng: seededRng('x') })).toThrow('finite');
  });
});

describe('probability of backtest overfitting', () => {
  const search = (trials: number, count: number, edge: (trial: number) => number): Float64Array[] =>
    Array.from({ length: trials }, (_, trial) => noise(`trial/${trial}`, count, edge(trial)));
  it('is about one half when nothing has an edge, and near zero with a planted one', () => {
    const luck = ['a', 'b', 'c', 'd'].map(
      (label) =>
        backtestOverfitting(
          Array.from({ length: 40 }, (_, at) => noise(`${label}/${at}`, 320)),
          { blocks: 8 },
        ).probability,
    );
    const mean = luck.reduce((sum, value) => sum + value, 0) / luck.length;
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.75);
    const planted = backtestOverfitting(
      search(40, 320, (trial) => (trial === 7 ? 0.004 : 0)),
      { blocks: 8 },
    );
    expect(planted.probability).toBeLessThan(0.02);
    expect(planted.lossProbability).toBeLessThan(0.02);
  });
  it('judges each of the 12,870 splits of 16 blocks once, quickly', () => {
    const found = backtestOverfitting(search(20, 320, () => 0));
    expect(found.logits).toHaveLength(12_870);
  });
  it('equals the definition, worked by brute force on two blocks', () => {
    // In sample A wins block 1 (mean up), B wins block 2; out of sample each winner is last of two: rank 1 / 3 both times.
    const [a, b] = [of(0.02, 0.01, -0.02, -0.01), of(-0.02, -0.01, 0.02, 0.01)];
    const found = backtestOverfitting([a, b], { blocks: 2 });
    expect(found.probability).toBe(1);
    expect([...found.logits]).toEqual([Math.log(0.5), Math.log(0.5)].map((value) => expect.closeTo(value, 12)));
    expect(found.lossProbability).toBe(1);
  });
  it('refuses what it cannot cut', () => {
    expect(() => backtestOverfitting([of(1, 2)])).toThrow('two trials');
    expect(() =>
      backtestOverfitting(
        search(2, 100, () => 0),
        { blocks: 7 },
      ),
    ).toThrow('even');
    expect(() => backtestOverfitting(search(2, 20, () => 0))).toThrow('two returns');
    expect(() => backtestOverfitting([of(1, 2, 3, 4), of(1, 2, 3, NaN)], { blocks: 2 })).toThrow('finite');
  });
});
