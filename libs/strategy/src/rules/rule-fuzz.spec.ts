import { describe, expect, it } from '@jest/globals';
import { AppError, seededRng } from '@orbiquant/kernel';
import fc from 'fast-check';
import type { AccountView, TradingStrategy } from '../trading-strategy.ts';
import { compileRules } from './compile/compile-rules.ts';
import { describeRules } from './describe/describe-rules.ts';
import { ruleDigest } from './rule-digest.ts';
import { parseRules } from './parse-rules.ts';
import { damaged, randomRules } from './testing/random-rules.ts';
import { account, barsOfCloses, marketOf, walkBars } from './testing/rule-market.ts';

/** Longest that any rule set of a stranger may take to check, ms; far above what is seen, for slow machines. */
const CHECK_MS_MAX = 1_500;

const compiled = (rules: unknown): TradingStrategy | null => {
  try {
    return compileRules(rules);
  } catch (fault) {
    if (!(fault instanceof AppError && fault.code === 'invalid-input')) throw fault;
    expect(fault.options.errors!.length).toBeGreaterThan(0);
    expect(fault.options.errors!.length).toBeLessThanOrEqual(50);
    return null;
  }
};

const { now } = performance;
const clock = now.bind(performance);

function timed(rules: unknown): { strategy: TradingStrategy | null; tookMs: number } {
  const from = clock();
  const strategy = compiled(rules);
  return { strategy, tookMs: clock() - from };
}

describe('whatever a stranger sends', () => {
  it('20,000 random rule sets compile or are refused with paths, each in bounded time', () => {
    const rng = seededRng('strangers');
    let [longest, sound] = [0, 0];
    for (let k = 0; k < 20_000; k++) {
      const rules = randomRules(rng);
      const { strategy, tookMs } = timed(k % 2 === 0 ? rules : damaged(rng, damaged(rng, rules)));
      longest = Math.max(longest, tookMs);
      if (strategy) sound++;
    }
    expect(longest).toBeLessThan(CHECK_MS_MAX);
    expect(sound).toBeGreaterThan(200);
  }, 120_000);
  it('any JSON at all is refused, never anything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(compiled(json)).toBeNull();
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
  it('the largest and most tangled rule sets stay within the bound', () => {
    const close = { price: 'close' };
    const line = (at: number) => ({ series: `s${at}` });
    const doubling = Array.from({ length: 12 }, (_unused, at) =>
      at === 0
        ? { name: 's0', price: 'close' }
        : { name: `s${at}`, combine: 'add', left: line(at - 1), right: line(at - 1) },
    );
    const leaf = (at: number) => ({
      compare: 'above',
      left: { price: 'open', shift: at },
      right: { series: `s${at % 12}`, shift: at },
    });
    const wide = { all: Array.from({ length: 30 }, (_unused, at) => ({ any: [leaf(at), { not: leaf(at + 1) }] })) };
    const rules = {
      schema: 1,
      name: 'tangled',
      series: doubling,
      entries: { long: wide },
      exits: { long: { when: { not: { compare: 'above', left: close, right: line(11) } } } },
      sizing: { kind: 'notional', value: 100 },
    };
    const { strategy, tookMs } = timed(rules);
    expect(tookMs).toBeLessThan(CHECK_MS_MAX);
    // it is large, but sound: all of it has been analysed
    expect(strategy).not.toBeNull();
  });
  it('a hostile shape is refused before it is read', () => {
    const circle: Record<string, unknown> = { schema: 1 };
    circle.series = [circle];
    for (const hostile of [
      circle,
      Array.from({ length: 1e5 }),
      JSON.parse('{"__proto__":{"schema":1}}'),
      () => 1,
      1n,
      new Date(0),
    ])
      expect(compiled(hostile)).toBeNull();
  });
});

/** What a strategy wishes over closes, flat and with a position. */
function wishes(strategy: TradingStrategy, closes: Float64Array): string[] {
  const bars = barsOfCloses([...closes]);
  const held: Partial<AccountView> = { quantity: 1, averagePrice: 100, heldSince: 0 };
  return [account(), account(held)].flatMap((view) => {
    const prepared = strategy.prepare(marketOf(bars, strategy.intervals({})), {});
    return Array.from(closes, (_unused, at) => JSON.stringify([prepared.decide(at, view), prepared.vote!(at)]));
  });
}

describe('sound rule sets', () => {
  const rng = seededRng('sound');
  const sound: { rules: unknown; strategy: TradingStrategy }[] = [];
  while (sound.length < 60) {
    const rules = randomRules(rng);
    const strategy = compiled(rules);
    const isCheap = !JSON.stringify(rules).match(/hurst|volume-profile/);
    if (strategy && isCheap) sound.push({ rules, strategy });
  }
  it('are causal: another future does not change what they say about the past', () => {
    const { close } = walkBars('causal', 120);
    for (const { rules, strategy } of sound) {
      const said = wishes(strategy, close);
      for (const cut of [17, 49, 90]) {
        const other = close.map((price, at) => (at < cut ? price : price * (3 + (at % 5))));
        const saidOther = wishes(strategy, other);
        const saidShort = wishes(strategy, close.slice(0, cut));
        for (const [half, from] of [
          [0, 0],
          [1, 120],
        ] as const) {
          const past = { rules, said: said.slice(from, from + cut) };
          expect({ rules, said: saidOther.slice(from, from + cut) }).toEqual(past);
          expect({ rules, said: saidShort.slice(half * cut, half * cut + cut) }).toEqual(past);
        }
      }
    }
  });
  it('can be kept as JSON, named by their digest, and read out in both languages', () => {
    for (const { rules } of sound) {
      const parsed = parseRules(JSON.parse(JSON.stringify(rules)));
      expect(ruleDigest(parsed)).toMatch(/^[0-9a-f]{64}$/);
      for (const language of ['en', 'es'] as const) {
        const text = describeRules(parsed, language).join(' ');
        expect(text).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });
});
