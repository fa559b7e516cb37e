import { describe, expect, it } from '@jest/globals';
import { benchGate } from './gate.bench.ts';

describe('the bench of the gate', () => {
  it('lets at most one in twenty random strategies on noise through, and nine in ten that see a planted edge', () => {
    const figures = benchGate({ strategies: 80, seed: 'spec', noiseBars: 4_380, edgeBars: 17_520 });
    expect(figures).toMatchObject({ strategies: 80, edges: 10 });
    expect(figures.noisePassRate).toBeLessThanOrEqual(0.05);
    expect(figures.noiseCountedPassRate).toBeLessThanOrEqual(figures.noisePassRate);
    expect(figures.edgePassRate).toBeGreaterThanOrEqual(0.9);
    expect(figures.edgeSharpeMean).toBeGreaterThan(2);
  });
});
