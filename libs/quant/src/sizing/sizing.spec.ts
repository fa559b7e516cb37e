import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import fc from 'fast-check';
import { fixedFractional } from './fixed-fractional.ts';
import { fixedRatio } from './fixed-ratio.ts';
import { kellyBet, kellyFraction, kellyLeverage } from './kelly.ts';
import { volatilityTarget } from './volatility-target.ts';

type Golden = {
  binary: Array<{ p: number; b: number; f: number }>;
  continuous: { cases: Array<{ mu: number; r: number; sigma: number; f: number }> };
};

describeWithShared('Kelly against the closed forms of Kelly and Thorp', 'golden/dsr/kelly.json', () => {
  const golden = JSON.parse(readFileSync(sharedPath('golden/dsr/kelly.json'), 'utf8')) as Golden;
  it.each(golden.binary)('wins $p of the time at $b to 1: $f of capital', ({ p, b, f }) => {
    expect(kellyFraction(p, b)).toBeCloseTo(f, 12);
    expect(kellyBet(kellyFraction(p, b))).toEqual(
      f > 0 ? { ok: true, fraction: expect.closeTo(f, 12) } : { ok: false, refusal: 'negative-edge' },
    );
  });
  it.each(golden.continuous.cases)('mean $mu, cash $r, volatility $sigma: $f', ({ mu, r, sigma, f }) => {
    expect(kellyLeverage({ mean: mu, riskFree: r, volatility: sigma })).toBeCloseTo(f, 12);
    expect(kellyBet(f)).toEqual({ ok: true, fraction: 1 });
    expect(kellyBet(f, { multiplier: 0.5, fractionMax: 3 })).toEqual({ ok: true, fraction: f / 2 });
  });
});

describe('Kelly', () => {
  it('maximises the growth of capital: no neighbouring fraction grows faster', () => {
    const growth = (p: number, b: number, f: number): number => p * Math.log(1 + b * f) + (1 - p) * Math.log(1 - f);
    fc.assert(
      fc.property(
        fc.double({ min: 0.35, max: 0.95, noNaN: true }),
        fc.double({ min: 2, max: 5, noNaN: true }),
        (p, b) => {
          const best = kellyFraction(p, b);
          fc.pre(best > 0.01 && best < 0.99);
          for (const step of [-0.005, 0.005]) expect(growth(p, b, best)).toBeGreaterThan(growth(p, b, best + step));
        },
      ),
    );
  });
  it('refuses an even game and inputs out of range', () => {
    expect(kellyBet(0)).toEqual({ ok: false, refusal: 'negative-edge' });
    expect(() => kellyFraction(1.1, 1)).toThrow('probability');
    expect(() => kellyFraction(0.5, 0)).toThrow('payoff');
    expect(() => kellyLeverage({ mean: 0.1, volatility: 0 })).toThrow('volatility');
    expect(() => kellyBet(NaN)).toThrow('number');
    expect(() => kellyBet(0.1, { multiplier: 2 })).toThrow('multiplier');
    expect(() => kellyBet(0.1, { fractionMax: 0 })).toThrow('largest');
  });
});

describe('fixed fractional', () => {
  const trade = { equity: 10_000, riskFraction: 0.01, entryPrice: 50, stopPrice: 48 };
  it('loses exactly the chosen share at the stop, cost included, long and short', () => {
    expect(fixedFractional(trade)).toEqual({ ok: true, quantity: 50 });
    expect(fixedFractional({ ...trade, stopPrice: 52 })).toEqual({ ok: true, quantity: 50 });
    expect(fixedFractional({ ...trade, costPerUnit: 0.5 })).toEqual({ ok: true, quantity: 40 });
  });
  it('never commits more than the leverage allows', () => {
    expect(fixedFractional({ ...trade, stopPrice: 49.99 })).toEqual({ ok: true, quantity: 200 });
    expect(fixedFractional({ ...trade, stopPrice: 49.99, leverageMax: 3 })).toEqual({ ok: true, quantity: 600 });
  });
  it('refuses a stop at the entry and an empty account', () => {
    expect(fixedFractional({ ...trade, stopPrice: 50 })).toEqual({ ok: false, refusal: 'no-risk-defined' });
    expect(fixedFractional({ ...trade, equity: 0 })).toEqual({ ok: false, refusal: 'too-small' });
    expect(() => fixedFractional({ ...trade, riskFraction: 0 })).toThrow('risk fraction');
    expect(() => fixedFractional({ ...trade, stopPrice: -1 })).toThrow('above zero');
    expect(() => fixedFractional({ ...trade, equity: -1 })).toThrow('not negative');
  });
});

describe('fixed ratio', () => {
  // R. Jones (1999), chapter 7: with a delta of 5,000 the second contract comes at 5,000, the third at 15,000, the fourth at 30,000.
  it('adds units at the published profits', () => {
    const units = [-100, 0, 4_999, 5_000, 14_999, 15_000, 29_999, 30_000].map((profit) =>
      fixedRatio(profit, { delta: 5_000 }),
    );
    expect(units).toEqual([1, 1, 1, 2, 2, 3, 3, 4]);
    expect(fixedRatio(15_000, { delta: 5_000, unitQuantity: 0.1 })).toBeCloseTo(0.3, 12);
    expect(() => fixedRatio(1, { delta: 0 })).toThrow('delta');
    expect(() => fixedRatio(NaN, { delta: 1 })).toThrow('finite');
  });
});

describe('volatility target', () => {
  it('scales down in wild markets, up to the limit in calm ones', () => {
    expect(volatilityTarget({ targetVolatility: 0.1, volatility: 0.4 })).toEqual({ ok: true, leverage: 0.25 });
    expect(volatilityTarget({ targetVolatility: 0.1, volatility: 0.01, leverageMax: 2 })).toEqual({
      ok: true,
      leverage: 2,
    });
  });
  it('refuses an unknown risk and a trade without an edge', () => {
    for (const volatility of [0, NaN]) {
      expect(volatilityTarget({ targetVolatility: 0.1, volatility })).toEqual({
        ok: false,
        refusal: 'no-risk-defined',
      });
    }
    for (const edge of [0, -1, NaN]) {
      expect(volatilityTarget({ targetVolatility: 0.1, volatility: 0.2, edge })).toEqual({
        ok: false,
        refusal: 'negative-edge',
      });
    }
    expect(() => volatilityTarget({ targetVolatility: 0, volatility: 0.2 })).toThrow('target');
    expect(() => volatilityTarget({ targetVolatility: 0.1, volatility: -1 })).toThrow('not negative');
  });
});
