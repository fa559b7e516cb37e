import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Interval } from '@orbiquant/contracts';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { defaultParameters, parseParameters } from '../parse-parameters.ts';
import { strategyMarket } from '../strategy-market.ts';
import type { StrategyMarket, TradingStrategy } from '../trading-strategy.ts';
import { decisionsOf } from './paper-account.ts';
import { firstBars, garbageAfter, wavyBars } from './wavy-bars.ts';

const BARS = 1600;
const INTERVAL = '1h';
const history = wavyBars('contract', BARS);

/** What every shipped strategy keeps; a new one is registered and gets all of it. */
export function strategyContract(strategy: TradingStrategy): void {
  const parameters = defaultParameters(strategy);
  const marketOf = (base: Bars, p: ParameterValues = parameters): StrategyMarket =>
    strategyMarket({ symbol: 'X/USDT', interval: INTERVAL, base, intervals: strategy.intervals(p) });
  const live = (bars: Bars, { until = bars.close.length, canShort = true, p = parameters } = {}) =>
    decisionsOf(strategy.prepare(marketOf(bars, p), p), bars, { until, canShort });
  const told = live(history);

  describe(`strategy ${strategy.name}`, () => {
    it('has something to say, and says the same twice', () => {
      expect(told.filter((intents) => intents !== null).length).toBeGreaterThan(0);
      expect(live(history)).toEqual(told);
    });

    it('knows nothing of the future: garbage after a bar, or no bar after it, changes no decision up to it', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: BARS - 2 }), (at) => {
          expect(live(garbageAfter(history, at), { until: at + 1 })).toEqual(told.slice(0, at + 1));
          expect(live(firstBars(history, at + 1))).toEqual(told.slice(0, at + 1));
        }),
        { numRuns: 12, seed: 16 },
      );
    });

    it('decides nothing in its warm-up', () => {
      const first = told.findIndex((intents) => intents !== null);
      const market = marketOf(history);
      for (const [interval, need] of Object.entries(strategy.warmUp(parameters))) {
        const known = interval === 'base' ? first : market.closedIndexAt(interval as Interval, first);
        expect(known + 1).toBeGreaterThanOrEqual(need);
      }
    });

    it('never goes short where that is not allowed', () => {
      const shorts = live(history, { canShort: false }).filter((intents) => intents?.some(isShort));
      expect(shorts).toEqual([]);
    });

    it('asks for sound prices and sizes only', () => {
      const numbers = told.flatMap((intents) => intents ?? []).flatMap(numbersOf);
      expect(numbers.filter((value) => !(value > 0 && value < Infinity))).toEqual([]);
    });

    it('has parameters whose defaults lie in range, and works at the bounds of each', () => {
      expect(parseParameters(strategy, {})).toEqual(parameters);
      const short = firstBars(history, 400);
      for (const [name, { min, max, kind }] of Object.entries(strategy.parameters)) {
        for (const value of [min, max]) {
          const p = { ...parameters, [name]: value };
          if ((strategy.conflicts?.(p) ?? []).length === 0) expect(live(short, { p })).toHaveLength(400);
        }
        if (kind === 'integer') expect([min, max].every(Number.isInteger)).toBe(true);
      }
    });
  });
}

const isShort = (intent: Intent): boolean => intent.kind === 'enter' && intent.side === 'short';

function numbersOf(intent: Intent): number[] {
  if (intent.kind === 'enter')
    return [intent.price, intent.stop, intent.target, intent.trail, intent.size.value].filter(
      (value) => value !== undefined,
    );
  return intent.kind === 'place' ? [intent.price, intent.size.value] : [];
}
