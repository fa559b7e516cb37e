import { atr, ema, rsi } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { TradingStrategy } from '../trading-strategy.ts';

/**
 * Swing: in an uptrend (a fast exponential average above a slow one) buy the end of a setback, the bar at which the
 * relative strength index comes back above its lower line; take profit at a multiple of what is risked.
 *
 * @see J. W. Wilder, New Concepts in Technical Trading Systems, 1978 (RSI); L. Connors, L. Raschke, Street Smarts,
 *      1995 (buying setbacks in a trend).
 */
export const swing: TradingStrategy = {
  name: 'swing',
  parameters: {
    fast: whole(2, 200, 50),
    slow: whole(3, 400, 200),
    strengthBars: whole(2, 100, 14),
    strengthLow: real(5, 50, 40),
    stopRanges: real(0.5, 20, 2),
    rewardRatio: real(0.5, 10, 2),
    risk: real(0.001, 0.05, 0.01),
  },
  intervals: () => [],
  warmUp: ({ slow = 200, strengthBars = 14 }) => ({ base: Math.max(slow, strengthBars + 2) }),
  conflicts: ({ fast = 0, slow = 0 }) =>
    fast < slow ? [] : [{ path: 'params.fast', code: 'fast-not-below-slow', message: 'fast is shorter than slow' }],
  prepare({ base }, { fast = 50, slow = 200, strengthBars = 14, strengthLow = 40, ...exits }) {
    const { close } = base;
    const [quick, calm] = [ema(close, fast), ema(close, slow)];
    const strength = rsi(close, strengthBars);
    const range = atr(base, RANGE_BARS);
    const turnsUp = (at: number): boolean => strength[at - 1]! <= strengthLow && strength[at]! > strengthLow;
    return {
      decide(at, { quantity, openOrders }) {
        if (quantity !== 0 || openOrders > 0 || !(quick[at]! > calm[at]!) || !turnsUp(at)) return null;
        const intent = bracketed(close[at]!, range[at]!, exits);
        return intent ? [intent] : null;
      },
    };
  },
};

const RANGE_BARS = 14;
type Exits = { stopRanges?: number; rewardRatio?: number; risk?: number };

function bracketed(
  close: number,
  range: number,
  { stopRanges = 2, rewardRatio = 2, risk = 0.01 }: Exits,
): Intent | null {
  const distance = range * stopRanges;
  if (!(distance > 0 && distance < close)) return null;
  return {
    kind: 'enter',
    side: 'long',
    type: 'market',
    size: { kind: 'risk-fraction', value: risk },
    stop: close - distance,
    target: close + distance * rewardRatio,
    tag: 'setback-over',
  };
}
