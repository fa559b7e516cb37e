import type { Interval } from '@orbiquant/contracts';
import { AppError, seededRng, type FieldFault } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';
import { strategyMarket } from '../../strategy-market.ts';
import type { AccountView, StrategyMarket } from '../../trading-strategy.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { Rules } from '../language/rules.ts';

const HOUR_MS = 3_600_000;
/** Thursday, 1 January 1970, 00:00 UTC. */
const FROM_MS = 0;

/** Hourly bars whose close is given; open, high and low stand a little around it. */
export function barsOfCloses(closes: readonly number[], everyMs = HOUR_MS): Bars {
  const close = Float64Array.from(closes);
  return {
    openTimeMs: close.map((_unused, at) => FROM_MS + at * everyMs),
    open: close.slice(),
    high: close.map((price) => price + 1),
    low: close.map((price) => price - 1),
    close,
    volume: close.map(() => 10),
  };
}

/** Hourly bars of a seeded walk. */
export function walkBars(seed: string, count: number): Bars {
  const rng = seededRng(seed);
  let price = 100;
  return barsOfCloses(
    Array.from({ length: count }, () => (price = Math.max(price * Math.exp(0.02 * rng.normal()), 3))),
  );
}

/** A market over bars, with the coarser candles that rules ask for. */
export const marketOf = (bars: Bars, intervals: readonly Interval[] = [], interval: Interval = '1h'): StrategyMarket =>
  strategyMarket({ symbol: 'TEST/USDT', interval, base: bars, intervals });

/** An account with nothing in it, or with what a test puts there. */
export const account = (more: Partial<AccountView> = {}): AccountView => ({
  cash: 1_000,
  equity: 1_000,
  quantity: 0,
  averagePrice: 0,
  stop: NaN,
  heldSince: -1,
  openOrders: 0,
  canShort: true,
  isResting: () => false,
  filledOf: () => 0,
  ...more,
});

/** A sound rule set, with parts of it replaced. */
export const rulesWith = (more: Partial<Rules> & Record<string, unknown> = {}): Rules => ({
  schema: 1,
  name: 'test-rules',
  parameters: [{ name: 'bars', kind: 'integer', min: 2, max: 50, default: 5 }],
  series: [
    { name: 'average', indicator: 'sma', parameters: { period: { parameter: 'bars' } } },
    { name: 'strength', indicator: 'rsi', parameters: { period: 14 } },
    { name: 'range', indicator: 'atr', parameters: { period: 14 } },
  ],
  entries: { long: { compare: 'above', left: { price: 'close' }, right: { series: 'average' } } },
  exits: { long: { when: { compare: 'below', left: { price: 'close' }, right: { series: 'average' } } } },
  sizing: { kind: 'equity-fraction', value: 0.5 },
  ...more,
});

/** What is wrong with rules, as `path code`; empty when nothing is. */
export const faultsOf = (rules: unknown): string[] => faultListOf(rules).map(({ path, code }) => `${path} ${code}`);

export function faultListOf(rules: unknown): readonly FieldFault[] {
  try {
    compileRules(rules);
    return [];
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.code !== 'invalid-input') throw fault;
    return fault.options.errors ?? [];
  }
}
