import { describe, expect, it } from '@jest/globals';
import { indicators } from '@orbiquant/quant';
import { exampleRules, strategies } from '@orbiquant/strategy';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { readBars } from '../testing/read-bars.ts';
import { firstBars } from './copy-bars.ts';
import { leakGate } from './leak-gate.ts';
import type { LeakSubject } from './leak-subject.ts';

/** The gate: whoever adds a strategy or an indicator has it checked here without doing anything for it. */
function passes(subject: LeakSubject, cuts?: number): void {
  const [report] = leakGate(subject, cuts === undefined ? {} : { cuts });
  expect(report!.findings).toEqual([]);
  expect(report!.checked.spokenBars).toBeGreaterThan(0);
  expect(report!.checked.cuts.length).toBeGreaterThanOrEqual(cuts ?? 24);
}

describe('no shipped strategy knows the future', () => {
  it.each(strategies)('$name', (strategy) => passes({ kind: 'strategy', strategy }));
});

describe('no example rule set knows the future', () => {
  it.each(exampleRules)('$name', (rules) => passes({ kind: 'rules', rules }));
});

describe('no indicator of the registry knows the future', () => {
  it.each([...indicators.values()])('$name', (indicator) => passes({ kind: 'indicator', indicator }, 8));
});

const FILE = 'data/binance-spot-1h-2021-2023/BTCUSDT-1h.csv.gz';

describeWithShared('nor on real bars', FILE, () => {
  const realBars = [firstBars(readBars(sharedPath(FILE)), 1_500)];
  it.each(strategies)('$name', (strategy) => {
    const [, report] = leakGate({ kind: 'strategy', strategy }, { cuts: 4, realBars });
    expect(report!.findings).toEqual([]);
    expect(report!.checked.bars).toBe(1_500);
    expect(report!.checked.spokenBars).toBeGreaterThan(0);
  });
});
