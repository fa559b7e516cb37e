import { seededRng, type Rng } from '@orbiquant/kernel';
import type { AccountView, Intent, TradingStrategy } from '@orbiquant/strategy';

/** A strategy that wishes at random, but always the same for the same seed: every kind of order, size and bracket. */
export const randomStrategy = (seed: string): TradingStrategy => ({
  name: 'random',
  parameters: {},
  intervals: () => [],
  warmUp: () => ({ base: 1 }),
  prepare({ symbol, base }) {
    const rng = seededRng(`${seed}/${symbol}`);
    return { decide: (at, account) => (rng.below(3) === 0 ? wishes(rng, base.close[at]!, account) : null) };
  },
});

function wishes(rng: Rng, close: number, { canShort, quantity }: AccountView): Intent[] {
  const side = canShort && rng.below(2) === 0 ? 'short' : 'long';
  const away = (share: number): number => close * (1 + share * (rng.next() - 0.5));
  switch (rng.below(7)) {
    case 0:
      return [{ kind: 'exit', fraction: rng.below(2) === 0 ? 1 : 0.3 + 0.5 * rng.next(), tag: 'out' }];
    case 1:
      return [{ kind: 'target', weight: canShort ? 2 * rng.next() - 1 : rng.next(), tag: 'weight' }];
    case 2:
      return [
        { kind: 'cancel' },
        {
          kind: 'place',
          id: 'p',
          side: rng.below(2) === 0 ? 'buy' : 'sell',
          price: away(0.04),
          size: { kind: 'notional', value: 500 },
          tag: 'rest',
        },
      ];
    case 3:
      return quantity === 0 ? [] : [{ kind: 'move-stop', stop: close * (quantity > 0 ? 0.98 : 1.02), tag: 'stop' }];
    default:
      return [entry(rng, { side, close, price: away(0.03) })];
  }
}

function entry(rng: Rng, { side, close, price }: { side: 'long' | 'short'; close: number; price: number }): Intent {
  const direction = side === 'long' ? 1 : -1;
  const type = (['market', 'limit', 'stop'] as const)[rng.below(3)]!;
  const reference = type === 'market' ? close : price;
  return {
    kind: 'enter',
    side,
    type,
    price,
    stop: reference * (1 - direction * (0.005 + 0.03 * rng.next())),
    ...(rng.below(2) === 0 ? { target: reference * (1 + direction * (0.005 + 0.03 * rng.next())) } : {}),
    ...(rng.below(3) === 0 ? { trail: close * 0.02 } : {}),
    ...(rng.below(2) === 0 ? { goodForBars: 1 + rng.below(4) } : {}),
    size:
      rng.below(2) === 0
        ? { kind: 'equity-fraction', value: 0.1 + rng.next() }
        : { kind: 'risk-fraction', value: 0.02 },
    tag: 'in',
  };
}
