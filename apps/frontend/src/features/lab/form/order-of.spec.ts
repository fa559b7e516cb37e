import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { LAB_KINDS, LabOrder } from '@orbiquant/contracts';
import { orderOfKind, strategies } from '../testing/runs.ts';
import { combinationsOf, valuesIn } from './combinations.ts';
import { costPresetOf } from './cost-preset.ts';
import { firstForm, usualRange } from './first-form.ts';
import { firstOrder } from './first-order.ts';
import { formOf } from './form-of.ts';
import { orderOf } from './order-of.ts';
import { prefilled } from './prefill.ts';
import type { RunForm } from './run-form.ts';
import { typedCombinations } from './typed-combinations.ts';

const known = { strategies, symbols: ['BTC/USDT', 'ETH/USDT'], language: 'es' };
const coverage = { fromMs: Date.UTC(2024, 0, 1), toMs: Date.UTC(2024, 11, 31), gaps: 0 };
const blank: RunForm = { ...firstForm(known), from: '2024-01-01T00:00', to: '2024-12-31T00:00' };
const faultsOf = (form: RunForm) => {
  const ordered = orderOf(form, known);
  return ordered.ok ? [] : ordered.faults.map(({ field, code }) => `${field} ${code}`);
};

describe('an order', () => {
  it.each(LAB_KINDS)('of %s survives being typed again, and the contract takes it', (kind) => {
    const order = orderOfKind(kind);
    const again = orderOf(formOf(order, known), known);
    const { fast: _fast, slow: _slow, ...rest } = order.parameters;
    expect(again).toEqual({ ok: true, order: { ...order, parameters: order.search ? rest : order.parameters } });
    expect(() => z.encode(LabOrder, order)).not.toThrow();
  });

  it('for a first run is HMA/SMA on bitcoin over all candles, with the costs of a venue', () => {
    const ordered = firstOrder({ strategies, symbol: 'BTC/USDT', coverage, language: 'es' });
    expect(ordered.ok && ordered.order).toMatchObject({
      kind: 'backtest',
      strategy: 'hma-sma',
      parameters: { average: 200, hull: 200, share: 1 },
      symbols: ['BTC/USDT'],
      fromMs: coverage.fromMs,
      toMs: coverage.toMs,
      assumptions: { makerFeeBps: 10, takerFeeBps: 10, slippageBps: 2, allowShort: false, market: 'spot' },
    });
  });

  it('says everything that is wrong at once, each under its field', () => {
    const form = {
      ...blank,
      parameters: { average: '1000', hull: 'x', share: '' },
      symbols: [],
      to: '2023-01-01T00:00',
      cash: '0',
      takerFeeBps: '1,5,',
      latencyBars: '0,5',
    };
    expect(faultsOf(form)).toEqual([
      'parameters.average out-of-range',
      'parameters.hull not-a-number',
      'parameters.share missing',
      'symbols empty',
      'toMs out-of-order',
      'assumptions.cash out-of-range',
      'assumptions.takerFeeBps not-a-number',
      'assumptions.latencyBars not-whole',
    ]);
  });

  it('reads numbers as the language writes them', () => {
    const ordered = orderOf(
      { ...blank, parameters: { average: '200', hull: '50', share: '0,5' }, cash: '25.000' },
      known,
    );
    expect(ordered.ok && [ordered.order.parameters['share'], ordered.order.assumptions.cash]).toEqual([0.5, 25_000]);
  });

  it('is refused before it is sent when it asks for more than 20,000 combinations', () => {
    const on = { on: true, from: '4', to: '400', step: '1' };
    const form: RunForm = { ...blank, kind: 'optimise', ranges: { average: on, hull: on } };
    expect(faultsOf(form)).toEqual(['search.ranges too-many']);
    expect(faultsOf({ ...form, method: 'random' })).toEqual([]);
    expect(faultsOf({ ...form, ranges: {} })).toEqual(['search.ranges empty']);
  });

  it('has windows in bars, and says when they are too short', () => {
    const form: RunForm = {
      ...prefilled(blank, { kind: 'walk-forward' }, { strategies, coverage, language: 'es' }),
      interval: '1h',
      trainDays: '90',
      testDays: '0,1',
    };
    expect(faultsOf(form)).toEqual(['windows.testBars too-short']);
    const ordered = orderOf({ ...form, testDays: '30', embargoDays: '1' }, known);
    expect(ordered.ok && ordered.order.windows).toEqual({
      mode: 'rolling',
      trainBars: 2_160,
      testBars: 720,
      embargoBars: 24,
    });
  });

  it('sells short on a perpetual market only', () => {
    const ordered = orderOf({ ...blank, short: true }, known);
    expect(ordered.ok && ordered.order.assumptions).toMatchObject({
      allowShort: true,
      market: 'perpetual',
      leverageMax: 1,
    });
  });

  it('knows costs by their name', () => {
    expect(costPresetOf(blank)).toBe('binance-spot');
    expect(costPresetOf({ ...blank, slippageBps: '3' })).toBe('own');
    expect(costPresetOf(prefilled(blank, { costs: 'none' }, { strategies, coverage, language: 'es' }))).toBe('none');
  });
});

describe('combinations', () => {
  it('are the product of the values of each range, ends included', () => {
    expect(
      combinationsOf([
        { from: 5, to: 20, step: 5 },
        { from: 0.1, to: 0.5, step: 0.1 },
      ]),
    ).toBe(20);
    expect(combinationsOf([])).toBe(0);
    expect(combinationsOf([{ from: 5, to: 4, step: 1 }])).toBe(0);
  });

  it('of a range never reach beyond its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        (from, more, step) => {
          const count = valuesIn({ from, to: from + more, step });
          expect(from + (count - 1) * step).toBeLessThanOrEqual(from + more);
          expect(from + count * step).toBeGreaterThan(from + more);
        },
      ),
    );
  });

  it('are counted while they are typed, and not when a range is none', () => {
    const form: RunForm = {
      ...blank,
      ranges: {
        hull: { on: true, from: '50', to: '200', step: '50' },
        average: { on: false, from: '', to: '', step: '' },
      },
    };
    expect(typedCombinations(form, strategies[1], 'es')).toBe(4);
    expect(
      typedCombinations(
        { ...form, ranges: { hull: { on: true, from: '50', to: 'x', step: '50' } } },
        strategies[1],
        'es',
      ),
    ).toBeNull();
  });

  it('begin within what each parameter allows', () => {
    for (const { name, parameters } of strategies) {
      const ranges = Object.fromEntries(parameters.map((spec) => [spec.name, usualRange(spec, 'es')]));
      expect([name, faultsOf({ ...blank, kind: 'optimise', strategy: name, ranges })]).toEqual([name, []]);
    }
  });
});
