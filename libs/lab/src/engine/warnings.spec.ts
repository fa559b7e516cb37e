import { describe, expect, it } from '@jest/globals';
import { flat, play, spot, type Row } from '../testing/scripted.ts';

const HOUR_MS = 3_600_000;
const rows: Row[] = Array.from({ length: 50 }, () => flat(100));
const missingOf = (asked: { fromMs: number; toMs: number } | undefined) => {
  const instrument = { ...spot(rows), ...(asked ? { asked } : {}) };
  return play(instrument, {}).warnings.find(({ code }) => code === 'missing-candles')?.params;
};
const fromMs = spot(rows).bars.openTimeMs[0]!;

describe('the candles that were asked for', () => {
  it('that are all there, or only the newest not yet, are worth no word', () => {
    expect(missingOf({ fromMs, toMs: fromMs + 50 * HOUR_MS })).toBeUndefined();
    expect(missingOf({ fromMs, toMs: fromMs + 51 * HOUR_MS })).toBeUndefined();
  });
  it('that are missing are counted: a result that ends early says so', () => {
    expect(missingOf({ fromMs, toMs: fromMs + 80 * HOUR_MS })).toEqual({ missing: 29, asked: 80 });
    expect(missingOf({ fromMs: fromMs - 30 * HOUR_MS, toMs: fromMs + 50 * HOUR_MS })).toEqual({
      missing: 29,
      asked: 80,
    });
  });
  it('of a market with hours of its own are not guessed', () => {
    expect(missingOf(undefined)).toBeUndefined();
  });
});
