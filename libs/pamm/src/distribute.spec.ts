import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import fc from 'fast-check';
import { distribute, type Weight } from './distribute.ts';
import { distributeByUnitDays } from './unit-days.ts';

const sum = (shares: readonly bigint[]): bigint => shares.reduce((total, share) => total + share, 0n);
const weightsOf = (weights: readonly bigint[]): Weight[] =>
  weights.map((weight, index) => ({ id: `id-${String(index).padStart(3, '0')}`, weight }));
const anyWeights = fc
  .array(fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(0n, 10n ** 30n)), { minLength: 1, maxLength: 40 })
  .filter((weights) => sum(weights) > 0n)
  .map(weightsOf);

describe('dividing a sum', () => {
  it('gives remainders to the largest, ties by id', () => {
    expect(distribute(10n, weightsOf([1n, 1n, 1n]))).toEqual([4n, 3n, 3n]);
    expect(distribute(10n, weightsOf([1n, 1n, 1n]).toReversed())).toEqual([3n, 3n, 4n]);
    // Hamilton's method on 7 seats for 1,500 / 700 / 300: quotas 4.2, 1.96, 0.84.
    expect(distribute(7n, weightsOf([1500n, 700n, 300n]))).toEqual([4n, 2n, 1n]);
  });
  it('N1 adds up to the total and is within one minor unit of the exact share, for any weights and sign', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), anyWeights, (total, weights) => {
        const shares = distribute(total, weights);
        const all = sum(weights.map(({ weight }) => weight));
        expect(sum(shares)).toBe(total);
        shares.forEach((share, index) => {
          const off = share * all - total * weights[index]!.weight;
          expect(off < all && off > -all).toBe(true);
        });
      }),
    );
  });
  it('N2 gives everybody the same whatever the order of the accounts', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), anyWeights, fc.integer(), (total, weights, seed) => {
        const rng = seededRng(`shuffle-${seed}`);
        const order = weights.map((weight) => ({ weight, key: rng.next() })).sort((a, b) => a.key - b.key);
        const turned = order.map(({ weight }) => weight);
        const byId = (list: readonly Weight[]) =>
          new Map(distribute(total, list).map((share, index) => [list[index]!.id, share]));
        const [straight, shuffled] = [byId(weights), byId(turned)];
        for (const [id, share] of straight) expect(shuffled.get(id)).toBe(share);
      }),
    );
  });
  it('N1 is exact for 1,000,000 accounts', () => {
    const rng = seededRng('million');
    const weights = Array.from({ length: 1_000_000 }, (_, index) => ({
      id: index.toString(36),
      weight: BigInt(rng.below(2 ** 31)) * 1_000_003n,
    }));
    expect(sum(distribute(1_230_000_000_007n, weights))).toBe(1_230_000_000_007n);
  });
  it('refuses negative weights, and a sum for nobody', () => {
    expect(() => distribute(1n, weightsOf([-1n, 5n]))).toThrow('not negative');
    expect(() => distribute(1n, weightsOf([0n]))).toThrow('positive weight');
    expect(() => distribute(1n, [])).toThrow('positive weight');
    expect(distribute(0n, [])).toEqual([]);
  });
  it('refuses a tie between two claims of one id', () => {
    const twins = [
      { id: 'a', weight: 1n },
      { id: 'a', weight: 1n },
    ];
    expect(() => distribute(1n, twins)).toThrow('ids of their own');
  });
});

describe('dividing by time held', () => {
  const month = { fromMs: 0, toMs: 30 };

  it('N15 pays who joined or left in the middle for the time held', () => {
    const spans = [
      { id: 'whole', units: 10n, fromMs: -5, toMs: 99 },
      { id: 'joined', units: 10n, fromMs: 15, toMs: 99 },
      { id: 'left', units: 20n, fromMs: -9, toMs: 15 },
      { id: 'before', units: 99n, fromMs: -9, toMs: 0 },
    ];
    expect(distributeByUnitDays(750n, spans, month)).toEqual(
      new Map([
        ['whole', 300n],
        ['joined', 150n],
        ['left', 300n],
      ]),
    );
  });
  it('N15 adds up to the total, and cutting a span in two changes nothing', () => {
    const span = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      units: fc.bigInt(1n, 10n ** 18n),
      fromMs: fc.integer({ min: -10, max: 20 }),
      toMs: fc.integer({ min: 21, max: 50 }),
    });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.array(span, { minLength: 1 }), (total, spans) => {
        const cut = spans.flatMap((each) => [
          { ...each, toMs: 20 },
          { ...each, fromMs: 20 },
        ]);
        const shares = distributeByUnitDays(total, spans, month);
        expect(sum([...shares.values()])).toBe(total);
        expect(distributeByUnitDays(total, cut, month)).toEqual(shares);
      }),
    );
  });
  it('N15 gives nothing to nobody', () => {
    expect(distributeByUnitDays(5n, [], month)).toEqual(new Map());
  });
});
