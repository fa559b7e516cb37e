import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import type { PreviousFrame } from '../levels/previous-high-low.ts';
import { previousHighLow } from '../levels/previous-high-low.ts';
import { fairValueGap } from './fair-value-gap.ts';
import { fairValueGaps } from './published-gaps.ts';
import { swingHighsLows } from './published-swings.ts';

const FOLDER = 'golden/smart-money-concepts';
type Columns = Record<string, Float64Array>;

describeWithShared('smart money concepts on 24,423 bars of EURUSD, exactly as published', FOLDER, () => {
  it.each([
    ['fvg_result_data.csv', false],
    ['fvg_consecutive_result_data.csv', true],
  ])('%s', (file, joinConsecutive) => {
    const gaps = fairValueGaps(candles(), joinConsecutive);
    const expected = read(file);
    expectExact(gaps.direction, expected['FVG']!);
    expectExact(gaps.top, expected['Top']!);
    expectExact(gaps.bottom, expected['Bottom']!);
    expectExact(gaps.mitigatedAt, expected['MitigatedIndex']!);
  });
  it('swing highs and lows of length 5', () => {
    const swings = swingHighsLows(candles(), 5);
    const expected = read('swing_highs_lows_result_data.csv');
    expectExact(swings.direction, expected['HighLow']!);
    expectExact(swings.level, expected['Level']!);
  });
  it.each<PreviousFrame>(['4h', '1D', 'W'])('previous high and low of %s', (frame) => {
    const levels = previousHighLow(candles(), frame);
    const expected = read(`previous_high_low_result_data_${frame}.csv`);
    expectExact(levels.high, expected['PreviousHigh']!);
    expectExact(levels.low, expected['PreviousLow']!);
    expectExact(levels.brokenHigh, expected['BrokenHigh']!);
    expectExact(levels.brokenLow, expected['BrokenLow']!);
  });
  it('the causal gap is the published one, a bar later', () => {
    const published = fairValueGaps(candles(), false);
    const causal = fairValueGap(candles());
    const direction = published.direction.map((value) => (Number.isNaN(value) ? 0 : value));
    expect(causal.direction.subarray(2)).toEqual(direction.subarray(1, -1));
    expect(causal.top.subarray(2)).toEqual(published.top.subarray(1, -1));
    expect(causal.bottom.subarray(2)).toEqual(published.bottom.subarray(1, -1));
  });
});

function expectExact(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.findIndex((value, at) => !Object.is(value, expected[at]))).toBe(-1);
}

function read(file: string): Columns {
  const [titles, ...rows] = readFileSync(sharedPath(`${FOLDER}/${file}`), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const number = (cell: string): number => (cell === '' ? NaN : Number(cell));
  return Object.fromEntries(titles!.map((title, k) => [title, Float64Array.from(rows, (row) => number(row[k]!))]));
}

function candles() {
  const lines = readFileSync(sharedPath(`${FOLDER}/EURUSD_15M.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => Number(row[at]));
  const openTimeMs = Float64Array.from(rows, ([time]) =>
    Date.parse(`${time!.replaceAll('.', '-').replace(' ', 'T')}Z`),
  );
  return { openTimeMs, open: column(1), high: column(2), low: column(3), close: column(4) };
}
