import { describe, expect, it } from '@jest/globals';
import { AppError } from '@orbiquant/kernel';
import { indicatorContract } from '../testing/indicator-contract.ts';
import { indicatorNamed, indicators } from './registry.ts';

for (const indicator of indicators.values()) indicatorContract(indicator);

describe('the registry of indicators', () => {
  it('holds more than sixty', () => {
    expect(indicators.size).toBeGreaterThanOrEqual(60);
  });
  it('finds an indicator by its name', () => {
    expect(indicatorNamed('rsi').name).toBe('rsi');
  });
  it.each([
    ['bolinger', 'bollinger'],
    ['super-trend', 'supertrend'],
    ['RSI', 'rsi'],
    ['heikinashi', 'heikin-ashi'],
    ['constructor', 'connors-rsi'],
  ])('asks whether %s was meant to be %s', (typo, meant) => {
    expect(() => indicatorNamed(typo)).toThrow(AppError);
    expect(() => indicatorNamed(typo)).toThrow(meant);
  });
});
