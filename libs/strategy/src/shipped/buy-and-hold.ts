import type { Intent } from '../intent.ts';
import { real } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

/** The baseline that every other strategy has to beat: buy once, never sell. */
export const buyAndHold: TradingStrategy = {
  name: 'buy-and-hold',
  parameters: { share: real(0.01, 1, 1) },
  intervals: () => [],
  warmUp: () => ({ base: 1 }),
  prepare(_market, { share = 1 }) {
    const size = { kind: 'equity-fraction', value: share } as const;
    const buy: Intent[] = [{ kind: 'enter', side: 'long', size, type: 'market', tag: 'hold' }];
    return { decide: (_at, account) => (account.quantity === 0 && account.openOrders === 0 ? buy : null) };
  },
};
