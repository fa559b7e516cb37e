import { expect, it } from '@jest/globals';
import { benchIndicators } from './indicators.bench.ts';

it('times every shared indicator beside at least one peer', () => {
  const rows = benchIndicators({ bars: 300, rounds: 1 });
  expect(rows.length).toBeGreaterThan(40);
  for (const { indicator, oursMs, peersMs, ratio } of rows) {
    expect({ indicator, peers: Object.keys(peersMs).length > 0 }).toEqual({ indicator, peers: true });
    expect(oursMs).toBeGreaterThan(0);
    expect(ratio).toBe(Math.min(...Object.values(peersMs)) / oursMs);
  }
});
