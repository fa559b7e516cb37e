import { describe, expect, it } from '@jest/globals';
import { sma } from '@orbiquant/quant';
import type { AccountView } from '../trading-strategy.ts';
import { parseParameters } from '../parse-parameters.ts';
import { smaCross } from '../shipped/sma-cross.ts';
import { voterOf } from '../voter.ts';
import { compileRules } from './compile/compile-rules.ts';
import { smaCrossRules } from './examples/sma-cross-rules.ts';
import type { Condition } from './language/condition.ts';
import type { Rules } from './language/rules.ts';
import { account, barsOfCloses, marketOf, rulesWith, walkBars } from './testing/rule-market.ts';

const close = { price: 'close' } as const;

/** Bars at which rules would enter while flat. */
function entriesOf(rules: Rules, closes: readonly number[], more: Partial<AccountView> = {}): number[] {
  const strategy = compileRules(rules);
  const bars = barsOfCloses(closes);
  const prepared = strategy.prepare(marketOf(bars, strategy.intervals({})), {});
  return closes.flatMap((_unused, at) => (prepared.decide(at, account(more))?.[0]?.kind === 'enter' ? [at] : []));
}

const holdsAt = (condition: unknown, closes: readonly number[], series: Rules['series'] = []): number[] =>
  entriesOf(rulesWith({ entries: { long: condition as Condition }, exits: {}, parameters: [], series }), closes);

describe('conditions', () => {
  const closes = [10, 11, 12, 11, 11, 13, 14, 15, 12, 10];
  it.each<[string, unknown, number[]]>([
    ['above', { compare: 'above', left: close, right: { value: 12 } }, [5, 6, 7]],
    ['at least', { compare: 'at-least', left: close, right: { value: 12 } }, [2, 5, 6, 7, 8]],
    ['below', { compare: 'below', left: close, right: { value: 11 } }, [0, 9]],
    ['at most', { compare: 'at-most', left: close, right: { value: 11 } }, [0, 1, 3, 4, 9]],
    ['equals', { compare: 'equals', left: close, right: { price: 'close', shift: 1 } }, [4]],
    ['crosses above', { crosses: 'above', left: close, right: { value: 12 } }, [5]],
    ['crosses below', { crosses: 'below', left: close, right: { value: 12 } }, [3, 9]],
    ['rising for two bars', { trend: 'rising', of: close, bars: 2 }, [2, 6, 7]],
    ['falling for one bar', { trend: 'falling', of: close, bars: 1 }, [3, 8, 9]],
    [
      'not falling, known from the second bar on',
      { not: { trend: 'falling', of: close, bars: 1 } },
      [1, 2, 4, 5, 6, 7],
    ],
    ['between, both ends in', { between: close, low: { value: 11 }, high: { value: 12 } }, [1, 2, 3, 4, 8]],
    ['within ten percent', { within: close, of: { value: 14 }, percent: 10 }, [5, 6, 7]],
    ['becomes', { becomes: { compare: 'at-least', left: close, right: { value: 12 } } }, [2, 5]],
    [
      'any of two',
      {
        any: [
          { compare: 'above', left: close, right: { value: 14 } },
          { compare: 'below', left: close, right: { value: 11 } },
        ],
      },
      [0, 7, 9],
    ],
    // the bars open at midnight of Thursday, 1 January 1970, so the first closes, and is decided on, at 01:00
    ['a time of day, to excluded', { time: { from: '03:00', to: '05:00' } }, [2, 3]],
    ['over midnight', { time: { from: '09:00', to: '02:00' } }, [0, 8, 9]],
    ['a day', { weekday: ['thu', 'sun'] }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['another day', { weekday: ['fri'] }, []],
  ])('%s', (_what, condition, expected) => {
    expect(holdsAt(condition, closes)).toEqual(expected);
  });

  it('hold nowhere in warm-up, and neither do their negations', () => {
    const series = [{ name: 'average', indicator: 'sma', parameters: { period: 4 } }];
    const isUp = { compare: 'above', left: close, right: { series: 'average' } };
    const up = holdsAt(isUp, closes, series);
    const notUp = holdsAt({ not: isUp }, closes, series);
    expect([...up, ...notUp].sort((a, b) => a - b)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    // a branch that needs no warm-up does not let an entry through before the other is known
    expect(holdsAt({ any: [isUp, { compare: 'above', left: close, right: { value: 1 } }] }, closes, series)[0]).toBe(3);
  });

  it('read a coarser candle only once it has closed, and count its trend in its own bars', () => {
    const day = Array.from({ length: 72 }, (_unused, at) => 100 + at);
    const series = [{ name: 'day', price: 'close', interval: '1d' }] as const;
    const strategy = compileRules(
      rulesWith({
        entries: { long: { trend: 'rising', of: { series: 'day' }, bars: 1 } },
        exits: {},
        parameters: [],
        series: [...series],
      }),
    );
    expect(strategy.intervals({})).toEqual(['1d']);
    expect(strategy.warmUp({})).toEqual({ base: 1, '1d': 2 });
    const prepared = strategy.prepare(marketOf(barsOfCloses(day), ['1d']), {});
    const first = day.findIndex((_unused, at) => prepared.decide(at, account()) !== null);
    expect(first).toBe(47);
  });

  it('read series made of series', () => {
    const series: Rules['series'] = [
      { name: 'range', combine: 'subtract', left: { price: 'high' }, right: { price: 'low' } },
      { name: 'half', value: 0.5 },
      { name: 'share', combine: 'multiply', left: { series: 'range' }, right: { series: 'half' } },
      { name: 'calm', indicator: 'sma', parameters: { period: 2 }, source: 'share' },
      { name: 'gone', combine: 'divide', left: { price: 'close' }, right: { value: 0 } },
    ];
    expect(holdsAt({ compare: 'equals', left: { series: 'calm' }, right: { value: 1 } }, closes, series)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(holdsAt({ not: { compare: 'above', left: { series: 'gone' }, right: close } }, closes, series)).toEqual([]);
  });
});

describe('a compiled rule set', () => {
  const rules = rulesWith({ parameters: [{ name: 'bars', kind: 'integer', min: 2, max: 50, default: 3 }] });
  const bars = walkBars('compiled', 300);
  const prepared = () => compileRules(rules).prepare(marketOf(bars), { bars: 3 });

  it('is a strategy like any other: parameters, warm-up, faults of users', () => {
    const strategy = compileRules(rules);
    expect(strategy.name).toBe('test-rules');
    expect(strategy.parameters).toEqual({ bars: { kind: 'integer', min: 2, max: 50, default: 3 } });
    expect(strategy.warmUp({ bars: 20 })).toEqual({ base: 20 });
    expect(parseParameters(strategy, { bars: 7 })).toEqual({ bars: 7 });
    expect(() => parseParameters(strategy, { bars: 70 })).toThrow(/between 2 and 50/);
  });
  it('enters and leaves where its conditions say', () => {
    const average = sma(bars.close, 3);
    const trader = prepared();
    for (let at = 0; at < 300; at++) {
      const isUp = bars.close[at]! > average[at]!;
      expect(trader.decide(at, account())?.[0]?.kind ?? null).toBe(isUp ? 'enter' : null);
    }
    const holder = prepared();
    for (let at = 3; at < 300; at++) {
      const isDown = bars.close[at]! < average[at]!;
      const held = account({ quantity: 1, averagePrice: 100, heldSince: 1 });
      expect(holder.decide(at, held)).toEqual(isDown ? [{ kind: 'exit', tag: 'rules-exit' }] : null);
    }
  });
  it('decides like the shipped sma-cross at every bar, long, short and flat', () => {
    const values = { fast: 4, slow: 11, share: 0.5 };
    for (const quantity of [0, 2, -2])
      for (const canShort of [true, false]) {
        if (quantity < 0 && !canShort) continue;
        const [shipped, ruled] = [smaCross, compileRules(smaCrossRules)].map((each) =>
          each.prepare(marketOf(bars), values),
        );
        for (let at = 0; at < 300; at++) {
          const now = account({ quantity, canShort, averagePrice: 100, heldSince: 0 });
          const plain = (intents: ReturnType<NonNullable<typeof shipped>['decide']>) =>
            intents?.map(({ kind, ...rest }) => ({ kind, side: 'side' in rest ? rest.side : null })) ?? null;
          expect(plain(ruled!.decide(at, now))).toEqual(plain(shipped!.decide(at, now)));
        }
      }
  });
  it('puts stop, target and trail where they belong on both sides', () => {
    const level: Condition = { compare: 'above', left: close, right: { value: 50 } };
    const exits = (side: 'long' | 'short') => ({
      stop: { percent: 10 },
      target: { risks: 2 },
      trail: { percent: 5 },
      ...(side === 'long' ? { barsMax: 9 } : {}),
    });
    const both = rulesWith({
      parameters: [],
      series: [],
      entries: { long: level, short: { not: level } },
      exits: { long: exits('long'), short: exits('short') },
    });
    const trader = compileRules(both).prepare(marketOf(barsOfCloses([100, 40])), {});
    expect(trader.decide(0, account())).toEqual([
      {
        kind: 'enter',
        side: 'long',
        type: 'market',
        size: { kind: 'equity-fraction', value: 0.5 },
        stop: 90,
        target: 120,
        trail: 5,
        tag: 'rules-long',
      },
    ]);
    const [short] = trader.decide(1, account())!;
    expect(short).toMatchObject({ side: 'short', stop: 44, target: 32, trail: 2 });
  });
  it('does not enter where a level lies on the wrong side, or is not known', () => {
    const leveled = rulesWith({
      parameters: [],
      series: [],
      entries: { long: { compare: 'above', left: close, right: { value: 1 } } },
      exits: { long: { stop: { level: { price: 'close', shift: 1 } } } },
    });
    expect(entriesOf(leveled, [10, 11, 10, 12])).toEqual([1, 3]);
  });
  it('takes neither side when both hold, and no short where none may be sold', () => {
    const both = rulesWith({
      parameters: [],
      series: [],
      entries: {
        long: { compare: 'above', left: close, right: { value: 10 } },
        short: { compare: 'below', left: close, right: { value: 20 } },
      },
      exits: {},
    });
    expect(entriesOf(both, [5, 15, 25])).toEqual([0, 2]);
    expect(entriesOf(both, [5, 15, 25], { canShort: false })).toEqual([2]);
  });
  it('leaves after its time, by its profit, and once only while the exit is on its way', () => {
    const timed = compileRules(
      rulesWith({
        exits: {
          long: {
            barsMax: 5,
            when: { compare: 'above', left: { position: 'profit-percent' }, right: { value: 50 } },
          },
        },
      }),
    );
    const held = (more: Partial<AccountView>) =>
      account({ quantity: 1, averagePrice: bars.close[100]!, heldSince: 100, ...more });
    const trader = timed.prepare(marketOf(bars), {});
    expect(trader.decide(104, held({}))).toBeNull();
    expect(trader.decide(105, held({}))).toEqual([{ kind: 'exit', tag: 'rules-time' }]);
    expect(trader.decide(106, held({ openOrders: 1 }))).toBeNull();
    expect(trader.decide(107, held({}))).toEqual([{ kind: 'exit', tag: 'rules-time' }]);
    const other = timed.prepare(marketOf(bars), {});
    expect(other.decide(101, held({ averagePrice: bars.close[101]! / 2 }))).toEqual([
      { kind: 'exit', tag: 'rules-exit' },
    ]);
    const rest = timed.prepare(marketOf(bars), {});
    expect(rest.decide(105, held({ openOrders: 1 }))).toEqual([
      { kind: 'cancel' },
      { kind: 'exit', tag: 'rules-time' },
    ]);
  });
  it('counts profit in a series', () => {
    const ranged = compileRules(
      rulesWith({
        exits: {
          long: {
            when: { compare: 'at-least', left: { position: 'profit-ranges', range: 'range' }, right: { value: 2 } },
          },
        },
      }),
    );
    const flat = barsOfCloses(Array.from({ length: 40 }, () => 100));
    const trader = ranged.prepare(marketOf(flat), {});
    // high and low stand 1 above and below the close, so the average true range is 2
    expect(trader.decide(30, account({ quantity: 1, averagePrice: 96.1, heldSince: 1 }))).toBeNull();
    expect(trader.decide(31, account({ quantity: 1, averagePrice: 96, heldSince: 1 }))).toEqual([
      { kind: 'exit', tag: 'rules-exit' },
    ]);
  });
  it('cools down after a position, and after an entry that was gone by the next bar', () => {
    const cool = compileRules(
      rulesWith({
        cooldownBars: 3,
        entries: { long: { compare: 'above', left: close, right: { value: 1 } } },
        exits: {},
      }),
    );
    const trader = cool.prepare(marketOf(bars), {});
    const enters = (at: number, more: Partial<AccountView> = {}) => trader.decide(at, account(more)) !== null;
    expect(enters(20)).toBe(true);
    expect([21, 22, 23].map((at) => enters(at))).toEqual([false, false, false]);
    expect(enters(24)).toBe(true);
    expect(enters(25, { quantity: 1, heldSince: 25, averagePrice: 100 })).toBe(false);
    expect([26, 27, 28].map((at) => enters(at))).toEqual([false, false, false]);
    expect(enters(29)).toBe(true);
  });
  it('votes for agents', () => {
    const voter = voterOf(compileRules(rules), '1h', { bars: 3 });
    const candles = Array.from(bars.close, (price, at) => ({
      openTimeMs: bars.openTimeMs[at]!,
      open: price,
      high: price + 1,
      low: price - 1,
      close: price,
      volume: 1,
    }));
    const voteAfter = (count: number) =>
      voter.vote({ symbol: 'TEST/USDT', asOfMs: 0, closed: { '1h': candles.slice(0, count) } });
    expect(voteAfter(2).reasons[0]!.code).toBe('strategy.warm-up');
    const average = sma(bars.close, 3);
    for (const count of [50, 51, 52, 53, 54]) {
      const isUp = bars.close[count - 1]! > average[count - 1]!;
      expect(voteAfter(count)).toMatchObject({
        stance: isUp ? 'long' : 'flat',
        reasons: [{ code: isUp ? 'rules.entry-long' : 'rules.exit', params: { close: bars.close[count - 1] } }],
      });
    }
  });
});
