import { describe, expect, it } from '@jest/globals';
import type { FieldFault } from '@orbiquant/kernel';
import { AppError } from '@orbiquant/kernel';
import { sma } from '../averages/sma.ts';
import { rsi } from '../momentum/rsi.ts';
import { randomBars } from '../testing/sample-bars.ts';
import type { BarColumn, Bars } from './bars.ts';
import { checkBars } from './check-bars.ts';
import { computeIndicator } from './compute-indicator.ts';

const bars = randomBars(100, 'compute');

function faultsOf(run: () => unknown): readonly FieldFault[] {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input') return error.options.errors ?? [];
    throw error;
  }
  return [];
}

const changed = (column: BarColumn, at: number, value: number): Bars => {
  const copy = bars[column].slice();
  copy[at] = value;
  return { ...bars, [column]: copy };
};

describe('computing an indicator for a user', () => {
  it('fills in defaults and gives the outputs by name', () => {
    const { outputs, parameters } = computeIndicator({ name: 'rsi' }, bars);
    expect(parameters).toEqual({ period: 14 });
    expect(outputs['value']).toEqual(rsi(bars.close, 14));
  });
  it('reads another series than the close, with the warm-up that it may have', () => {
    const source = rsi(bars.close, 14);
    const { outputs } = computeIndicator({ name: 'sma', parameters: { period: 5 }, source }, bars);
    expect(outputs['value']).toEqual(sma(source, 5));
    expect(outputs['value']!.findIndex((value) => !Number.isNaN(value))).toBe(14 + 4);
  });
  it.each([
    [{ length: 5 }, 'params.length', 'unknown'],
    [{ period: 'ten' }, 'params.period', 'not-a-number'],
    [{ period: null }, 'params.period', 'not-a-number'],
    [{ period: NaN }, 'params.period', 'not-a-number'],
    [{ period: 2.5 }, 'params.period', 'not-an-integer'],
    [{ period: 0 }, 'params.period', 'out-of-range'],
    [{ period: 1e9 }, 'params.period', 'out-of-range'],
    [{ toString: 5 }, 'params.toString', 'unknown'],
  ])('refuses the parameters %j', (parameters, path, code) => {
    const faults = faultsOf(() => computeIndicator({ name: 'sma', parameters }, bars));
    expect(faults).toEqual([expect.objectContaining({ path, code })]);
  });
  it('names every faulty parameter at once', () => {
    const parameters = { fast: 0, slow: -1, signl: 9 };
    const faults = faultsOf(() => computeIndicator({ name: 'macd', parameters }, bars));
    expect(faults.map(({ path }) => path)).toEqual(['params.signl', 'params.fast', 'params.slow']);
  });
  it('says how many bars are needed when there are too few', () => {
    const few = randomBars(19, 'few');
    expect(() => computeIndicator({ name: 'sma', parameters: { period: 20 } }, few)).toThrow(
      /at least 20 bars.*are 19/,
    );
    expect(computeIndicator({ name: 'sma', parameters: { period: 19 } }, few).outputs['value']![18]).toBeGreaterThan(0);
  });
  it('refuses a source of another length or with holes', () => {
    const holes = bars.close.slice();
    holes[50] = NaN;
    expect(() => computeIndicator({ name: 'sma', source: holes }, bars)).toThrow(/finite after its warm-up/);
    expect(() => computeIndicator({ name: 'sma', source: bars.close.slice(1) }, bars)).toThrow(/as long as the bars/);
  });
});

describe('checking bars', () => {
  it('lets good bars pass', () => {
    expect(faultsOf(() => checkBars(bars))).toEqual([]);
  });
  it.each<{ column: BarColumn; at: number; value: number; message: RegExp }>([
    { column: 'openTimeMs', at: 7, value: bars.openTimeMs[6]!, message: /openTimeMs at bar 7 repeats/ },
    { column: 'openTimeMs', at: 7, value: bars.openTimeMs[3]!, message: /openTimeMs at bar 7 is before/ },
    { column: 'close', at: 3, value: NaN, message: /close at bar 3 is not a finite number/ },
    { column: 'high', at: 3, value: Infinity, message: /high at bar 3 is not a finite number/ },
    { column: 'low', at: 9, value: 0, message: /low at bar 9 is not above zero/ },
    { column: 'open', at: 9, value: -1, message: /open at bar 9 is not above zero/ },
    { column: 'high', at: 5, value: bars.low[5]! / 2, message: /high at bar 5 is below the low/ },
    { column: 'close', at: 5, value: bars.high[5]! * 2, message: /close at bar 5 is outside of high and low/ },
    { column: 'volume', at: 99, value: -1, message: /volume at bar 99 is negative/ },
    { column: 'volume', at: 0, value: NaN, message: /volume at bar 0 is not a finite number/ },
  ])('names column and bar: $column[$at] = $value', ({ column, at, value, message }) => {
    const faulty = changed(column, at, value);
    expect(() => checkBars(faulty)).toThrow(message);
    expect(faultsOf(() => checkBars(faulty))[0]!.path).toBe(`bars.${column}[${at}]`);
  });
  it('names a column that is missing or too short', () => {
    expect(() => checkBars({ ...bars, volume: bars.volume.slice(1) })).toThrow(
      'Column volume has 99 bars, close has 100',
    );
    const { volume: _volume, ...rest } = bars;
    expect(() => checkBars(rest as Bars)).toThrow('Column volume is missing');
  });
});
