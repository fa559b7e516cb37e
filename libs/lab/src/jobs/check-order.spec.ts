import { describe, expect, it } from '@jest/globals';
import { LabOrder } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkOrder } from './check-order.ts';

const HOUR = 3_600_000;
const order = (changes: Record<string, unknown> = {}): LabOrder =>
  LabOrder.parse({
    kind: 'backtest',
    strategy: 'sma-cross',
    symbols: ['BTCUSDT'],
    interval: '1h',
    fromMs: 0,
    toMs: 1_000 * HOUR,
    ...changes,
  });

/** Path and code of every fault. */
function faults(changes: Record<string, unknown>): string[] {
  try {
    checkOrder(order(changes));
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.options.errors ?? []).map(({ path, code }) => `${path} ${code}`);
  }
}
const search = { ranges: { fast: { from: 5, to: 20, step: 5 } } };
const windows = { trainBars: 500, testBars: 200 };

describe('an order of the lab', () => {
  it('in order, nothing is said of it', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ kind: 'optimise', search })).toEqual([]);
    expect(faults({ kind: 'walk-forward', search, windows })).toEqual([]);
    expect(faults({ kind: 'monte-carlo' })).toEqual([]);
    expect(faults({ kind: 'robustness' })).toEqual([]);
  });

  it.each([
    ['time that ends before it begins', { fromMs: HOUR, toMs: HOUR }, 'toMs out-of-order'],
    ['months', { interval: '1M' }, 'interval unsupported'],
    ['a symbol named twice', { symbols: ['BTCUSDT', 'ETHUSDT', 'BTCUSDT'] }, 'symbols[2] repeated'],
    ['leverage on spot', { assumptions: { leverageMax: 3 } }, 'assumptions.leverageMax unsupported'],
    ['shorts on spot', { assumptions: { allowShort: true } }, 'assumptions.allowShort unsupported'],
    ['a search without ranges', { kind: 'optimise' }, 'search missing'],
    ['a walk without a search', { kind: 'walk-forward', windows }, 'search missing'],
    ['a walk without windows', { kind: 'walk-forward', search }, 'windows missing'],
    [
      'windows longer than the time',
      { kind: 'walk-forward', search, windows: { trainBars: 900, testBars: 200 } },
      'windows.trainBars too-few-bars',
    ],
    ['candles too coarse for the strategy', { strategy: 'hma-sma', interval: '1d' }, 'interval too-coarse'],
    ['an unknown parameter', { parameters: { quick: 3 } }, 'params.quick unknown-parameter'],
    ['a parameter out of range', { parameters: { fast: 9_999 } }, 'params.fast out-of-range'],
    [
      'a range of a parameter that is not there',
      { kind: 'optimise', search: { ranges: { quick: { from: 1, to: 2, step: 1 } } } },
      'search.ranges.quick unknown-parameter',
    ],
    [
      'a range beyond the parameter',
      { kind: 'optimise', search: { ranges: { fast: { from: 1, to: 4_000, step: 10 } } } },
      'search.ranges.fast out-of-range',
    ],
    ['too large a grid', { kind: 'optimise', search: { ...search, trialsMax: 3 } }, 'search.ranges too-many'],
    ['an unknown strategy', { strategy: 'sma-crosss' }, 'strategy unknown-strategy'],
  ])('%s is named under its field', (_name, changes, expected) => {
    expect(faults(changes)).toEqual([expected]);
  });

  it('tells every fault at once', () => {
    const changes = { kind: 'walk-forward', toMs: 0, assumptions: { leverageMax: 2, allowShort: true } };
    expect(faults(changes)).toEqual([
      'toMs out-of-order',
      'assumptions.leverageMax unsupported',
      'assumptions.allowShort unsupported',
      'search missing',
      'windows missing',
    ]);
  });
});
