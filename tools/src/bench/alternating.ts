import type { Strategy } from '@orbiquant/strategy';

/** Length of the candles that are decided on. */
export const CANDLE_MS = 300_000;

/** Whether the candle that closed at `asOfMs` says in: every other one does. */
export const wantsIn = (asOfMs: number): boolean => Math.floor(asOfMs / CANDLE_MS) % 2 === 0;

/** In on one candle and out on the next, so that each of them makes an order. */
export const alternating: Strategy = {
  name: 'alternating',
  warmUp: {},
  vote: ({ asOfMs }) => ({
    strategy: 'alternating',
    stance: wantsIn(asOfMs) ? 'long' : 'flat',
    strength: 1,
    reasons: [],
  }),
};
