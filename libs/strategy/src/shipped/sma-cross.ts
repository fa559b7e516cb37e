import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { AccountView, TradingStrategy } from '../trading-strategy.ts';
import { crossings } from './crossings.ts';

/**
 * The reference: long while a fast simple average stands above a slow one, short (where that is allowed, else out)
 * while below. It acts on the bar at which they cross.
 *
 * @see W. Brock, J. Lakonishok, B. LeBaron, "Simple Technical Trading Rules and the Stochastic Properties of Stock
 *      Returns", Journal of Finance 47 (1992), variable-length moving average rule.
 */
export const smaCross: TradingStrategy = {
  name: 'sma-cross',
  parameters: { fast: whole(1, 400, 10), slow: whole(2, 1000, 30), share: real(0.01, 1, 1) },
  intervals: () => [],
  warmUp: ({ slow = 0 }) => ({ base: slow }),
  conflicts: ({ fast = 0, slow = 0 }) =>
    fast < slow ? [] : [{ path: 'params.fast', code: 'fast-not-below-slow', message: 'fast is shorter than slow' }],
  prepare({ base }, { fast = 10, slow = 30, share = 1 }) {
    const crossed = crossings(base.close, fast, slow);
    const { turnLong, turnShort } = turns(share);
    return {
      decide(at, account) {
        const way = crossed[at]!;
        if (way === 0) return null;
        return way > 0 ? turnLong(account) : turnShort(account);
      },
    };
  },
};

/** The few answers it ever gives, made once. */
function turns(share: number) {
  const size = { kind: 'equity-fraction', value: share } as const;
  const exit: Intent = { kind: 'exit', tag: 'cross' };
  const long: Intent = { kind: 'enter', side: 'long', size, type: 'market', tag: 'cross-up' };
  const short: Intent = { kind: 'enter', side: 'short', size, type: 'market', tag: 'cross-down' };
  const [enterLong, reverseLong, leave] = [[long], [exit, long], [exit]];
  const [enterShort, reverseShort] = [[short], [exit, short]];
  return {
    turnLong: ({ quantity }: AccountView) => (quantity < 0 ? reverseLong : quantity > 0 ? null : enterLong),
    turnShort({ quantity, canShort }: AccountView) {
      if (!canShort) return quantity > 0 ? leave : null;
      return quantity > 0 ? reverseShort : quantity < 0 ? null : enterShort;
    },
  };
}
