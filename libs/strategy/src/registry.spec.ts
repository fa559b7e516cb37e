import { describe, expect, it } from '@jest/globals';
import { AppError } from '@orbiquant/kernel';
import { parseParameters } from './parse-parameters.ts';
import { strategies, strategyNamed } from './registry.ts';
import { smaCross } from './shipped/sma-cross.ts';
import { strategyContract } from './testing/strategy-contract.ts';

for (const strategy of strategies) strategyContract(strategy);

const faultOf = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
};

describe('the registry', () => {
  it('holds each name once, in order', () => {
    const names = strategies.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });
  it('finds by name, and suggests the closest for a mistyped one', () => {
    expect(strategyNamed('sma-cross')).toBe(smaCross);
    const fault = faultOf(() => strategyNamed('sma-cros'));
    expect([fault.code, fault.message]).toEqual(['not-found', expect.stringContaining('the closest are sma-cross')]);
  });
});

describe('parameters', () => {
  it('take their defaults where they are not given', () => {
    expect(parseParameters(smaCross, { slow: 50 })).toEqual({ fast: 10, slow: 50, share: 1 });
  });
  it.each([
    [{ fst: 3 }, 'params.fst', 'unknown-parameter'],
    [{ toString: 3 }, 'params.toString', 'unknown-parameter'],
    [{ fast: '3' }, 'params.fast', 'not-a-number'],
    [{ fast: NaN }, 'params.fast', 'not-a-number'],
    [{ fast: 2.5 }, 'params.fast', 'not-whole'],
    [{ fast: 0 }, 'params.fast', 'out-of-range'],
    [{ share: 1.5 }, 'params.share', 'out-of-range'],
    [{ fast: 30, slow: 30 }, 'params.fast', 'fast-not-below-slow'],
  ])('%j is refused at %s as %s', (input, path, code) => {
    const fault = faultOf(() => parseParameters(smaCross, input));
    expect([fault.code, fault.options.errors![0]]).toMatchObject(['invalid-input', { path, code }]);
  });
  it('tell every fault at once', () => {
    expect(faultOf(() => parseParameters(smaCross, { fast: 0, slow: 'x' })).options.errors).toHaveLength(2);
  });
});
