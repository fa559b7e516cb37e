import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, Decimal } from '@orbiquant/kernel';
import { quantizePrice, quantizeQuantity } from './quantize.ts';

const steps = fc
  .integer({ min: 0, max: 8 })
  .chain((places) =>
    fc.constantFrom(1, 2, 5, 10, 25).map((unit) => new Decimal(unit).div(new Decimal(10).pow(places))),
  );
const market = fc
  .record({
    tickSize: steps,
    stepSize: steps,
    minSteps: fc.integer({ min: 1, max: 50 }),
    notionalMin: fc.integer({ min: 0, max: 20 }).map((n) => new Decimal(n)),
  })
  .map(({ minSteps, ...spec }) => ({ ...spec, quantityMin: spec.stepSize.times(minSteps) }));
const amount = fc
  .bigInt({ min: 1n, max: 10n ** 16n })
  .map((units) => new Decimal(units.toString()).div(new Decimal(10).pow(9)));

type Spec = Parameters<typeof quantizeQuantity>[2] & { tickSize: Decimal };

/** What the venue's filters and the risk engine need of one pair. */
function passesFilters(quantity: Decimal, price: Decimal, spec: Spec): boolean {
  const owed = quantizePrice(price, spec, 'down');
  const sized = quantizeQuantity(quantity, owed, spec);
  if (!owed.mod(spec.tickSize).isZero()) return false;
  if (!sized.ok)
    return (
      quantity.lt(spec.quantityMin.plus(spec.stepSize)) ||
      quantity.times(owed).lt(spec.notionalMin.plus(owed.times(spec.stepSize)))
    );
  const onStep = sized.quantity.mod(spec.stepSize).isZero() && /^\d+(\.\d+)?$/.test(sized.quantity.toFixed());
  return (
    onStep &&
    sized.quantity.lte(quantity) &&
    sized.quantity.gte(spec.quantityMin) &&
    sized.quantity.times(owed).gte(spec.notionalMin)
  );
}

describe('quantize', () => {
  it('X22: over random markets, quantities and prices, what is sent passes the filters and never risks more than asked', () => {
    fc.assert(
      fc.property(market, fc.array(fc.tuple(amount, amount), { minLength: 334, maxLength: 334 }), (spec, pairs) => {
        for (const [quantity, price] of pairs) {
          if (!passesFilters(quantity, price, spec)) return false;
        }
        return true;
      }),
      { numRuns: 300, seed: 22 },
    );
  });

  it('reads a float by its shortest text, so that 0.1 is a tenth', () => {
    expect(quantizePrice(0.1, { tickSize: decimal('0.01') }, 'up').toFixed()).toBe('0.1');
    expect(quantizePrice(93_661.2, { tickSize: decimal('0.01') }, 'up').toFixed()).toBe('93661.2');
  });

  it('says which minimum is missed', () => {
    const spec = { stepSize: decimal('0.001'), quantityMin: decimal('0.01'), notionalMin: decimal('10') };
    expect(quantizeQuantity(decimal('0.0099'), decimal('100'), spec)).toEqual({
      ok: false,
      refusal: 'below-quantity-min',
    });
    expect(quantizeQuantity(decimal('0.05'), decimal('100'), spec)).toEqual({
      ok: false,
      refusal: 'below-notional-min',
    });
  });
});
