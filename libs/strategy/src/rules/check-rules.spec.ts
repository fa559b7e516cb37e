import { describe, expect, it } from '@jest/globals';
import { compileRules } from './compile/compile-rules.ts';
import { exampleRules } from './examples/index.ts';
import type { Condition } from './language/condition.ts';
import { RULE_LIMITS } from './language/rule-limits.ts';
import type { Series } from './language/series.ts';
import { faultListOf, faultsOf, rulesWith } from './testing/rule-market.ts';

const close = { price: 'close' } as const;
const strength = { series: 'strength' };
const above = (left: unknown, right: unknown): Condition => ({ compare: 'above', left, right }) as Condition;
const entering = (long: unknown, more: Record<string, unknown> = {}) =>
  rulesWith({ entries: { long: long as Condition }, exits: {}, ...more });
const exiting = (long: Record<string, unknown>, entry?: Condition) =>
  rulesWith({ ...(entry ? { entries: { long: entry } } : {}), exits: { long } });

describe('rules are checked, each fault under the path of its field', () => {
  it.each(exampleRules)('$name is sound', (rules) => {
    expect(faultsOf(rules)).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify(rules)))).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing at all', null, [' invalid-type']],
    ['another version', { ...rulesWith(), schema: 2 }, ['schema invalid-value']],
    ['an unknown key', rulesWith({ stopLoss: 3 }), ['stopLoss unknown-key']],
    [
      'an unknown series, deep inside',
      entering({ all: [above(close, { value: 3 }), above({ series: 'sterngth' }, { value: 30 })] }),
      ['entries.long.all[1].left.series unknown-series'],
    ],
    [
      'an unknown parameter',
      entering(above(strength, { parameter: 'low' })),
      ['entries.long.right.parameter unknown-parameter'],
    ],
    ['a condition of no form', entering({ al: [] }), ['entries.long unknown-form']],
    ['a condition of two forms', entering({ all: [], any: [] }), ['entries.long two-forms']],
    ['an operand of no form', entering(above({ indicator: 'rsi' }, close)), ['entries.long.left unknown-form']],
    [
      'a look into the future',
      entering(above({ price: 'close', shift: -1 }, close)),
      ['entries.long.left.shift too-small'],
    ],
    ['a missing side', entering({ compare: 'above', left: close }), ['entries.long.right unknown-form']],
    ['no entries', rulesWith({ entries: {}, exits: {} }), ['entries no-entries']],
    ['an exit without entry', rulesWith({ exits: { short: { barsMax: 3 } } }), ['exits.short exit-without-entry']],
    [
      'a position in an entry',
      entering(above({ position: 'bars-held' }, { value: 3 })),
      ['entries.long.left position-in-entry'],
    ],
    [
      'the position one bar ago',
      exiting({ when: { becomes: above({ position: 'bars-held' }, { value: 3 }) } }),
      ['exits.long.when.becomes.left position-in-becomes'],
    ],
    [
      'becomes inside becomes',
      entering({ becomes: { not: { becomes: above(close, { series: 'average' }) } } }),
      ['entries.long.becomes.not nested-becomes'],
    ],
    [
      'profit counted in nothing',
      exiting({ when: above({ position: 'profit-ranges' }, { value: 3 }) }),
      ['exits.long.when.left.range missing'],
    ],
    ['risk without a stop', rulesWith({ sizing: { kind: 'risk-fraction', value: 0.01 } }), ['exits.long.stop missing']],
    ['a size of nothing', rulesWith({ sizing: { kind: 'notional', value: 0 } }), ['sizing.value out-of-range']],
    ['half a bar', exiting({ barsMax: 2.5 }), ['exits.long.barsMax not-whole']],
    ['a target in risks without a stop', exiting({ target: { risks: 2 } }), ['exits.long.target.risks stop-missing']],
    ['a day twice', entering({ weekday: ['mon', 'mon'] }), ['entries.long.weekday duplicate-name']],
    [
      'a time of day that is none',
      entering({ time: { from: '24:00', to: '08:00' } }),
      ['entries.long.time.from invalid-format'],
    ],
  ])('%s', (_what, rules, expected) => {
    expect(faultsOf(rules)).toEqual(expected);
  });

  it.each<[string, Series[], string[]]>([
    ['an unknown indicator', [{ name: 'x', indicator: 'bolinger' }], ['series[0].indicator unknown-indicator']],
    [
      'an output that is not given',
      [{ name: 'x', indicator: 'macd', output: 'line' }],
      ['series[0].output wrong-output'],
    ],
    ['one of several outputs', [{ name: 'x', indicator: 'macd' }], ['series[0].output wrong-output']],
    [
      'an indicator parameter out of range',
      [{ name: 'x', indicator: 'rsi', parameters: { period: 0 } }],
      ['series[0].parameters.period out-of-range'],
    ],
    [
      'an unknown indicator parameter',
      [{ name: 'x', indicator: 'rsi', parameters: { perod: 5 } }],
      ['series[0].parameters.perod unknown-parameter'],
    ],
    [
      'a source for what reads prices',
      [
        { name: 'x', indicator: 'atr', source: 'x2' },
        { name: 'x2', price: 'high' },
      ],
      ['series[0].source no-source'],
    ],
    [
      'a source of another interval',
      [
        { name: 'x', indicator: 'sma', source: 'y' },
        { name: 'y', price: 'close', interval: '4h' },
      ],
      ['series[0].source interval-mismatch'],
    ],
    [
      'names that differ in capitals only',
      [
        { name: 'Line', price: 'close' },
        { name: 'line', price: 'open' },
      ],
      ['series[1].name duplicate-name'],
    ],
    [
      'a circle',
      [
        { name: 'a', indicator: 'sma', source: 'c' },
        { name: 'b', indicator: 'sma', source: 'a' },
        { name: 'c', combine: 'add', left: { series: 'b' }, right: { value: 1 } },
      ],
      ['series[0].source circular-series'],
    ],
    ['a series of itself', [{ name: 'a', indicator: 'sma', source: 'a' }], ['series[0].source circular-series']],
    [
      'too long a look back',
      [{ name: 'a', indicator: 'sma', parameters: { period: 5_002 } }],
      ['series[0] look-back-too-long'],
    ],
  ])('%s', (_what, series, expected) => {
    const free = { entries: { long: above(close, { value: 5 }) }, exits: {} };
    expect(faultsOf(rulesWith({ ...free, parameters: [], series }))).toEqual(expected);
  });

  it('names the way round a circle, and the closest names', () => {
    const [circle] = faultListOf(
      entering(above(close, { value: 5 }), {
        series: [
          { name: 'a', indicator: 'sma', source: 'b' },
          { name: 'b', indicator: 'ema', source: 'a' },
        ],
      }),
    );
    expect(circle!.message).toContain('a -> b -> a');
    const [unknown] = faultListOf(
      entering(above(close, { value: 5 }), { series: [{ name: 'a', indicator: 'bolinger' }] }),
    );
    expect(unknown!.message).toContain('bollinger');
  });

  it('holds parameters to what the indicator takes, over their whole range', () => {
    const wide = [{ name: 'bars', kind: 'integer', min: 0, max: 50, default: 5 }] as const;
    expect(faultsOf(rulesWith({ parameters: [...wide] }))).toEqual(['series[0].parameters.period out-of-range']);
    const loose = [{ name: 'bars', kind: 'number', min: 2, max: 50, default: 5 }] as const;
    expect(faultsOf(rulesWith({ parameters: [...loose] }))).toEqual(['series[0].parameters.period not-whole']);
    const odd = [{ name: 'bars', kind: 'integer', min: 2, max: 50, default: 51 }] as const;
    expect(faultsOf(rulesWith({ parameters: [...odd] }))).toEqual(['parameters[0].default out-of-range']);
  });
});

describe('rules are bounded', () => {
  const nested = (depth: number): Condition =>
    depth === 0 ? above(close, { series: 'average' }) : { not: nested(depth - 1) };
  it('in depth', () => {
    expect(faultsOf(entering(nested(RULE_LIMITS.depth - 1)))).toEqual([]);
    expect(faultsOf(entering(nested(RULE_LIMITS.depth)))).toEqual([
      `entries.long${'.not'.repeat(RULE_LIMITS.depth)} too-deep`,
    ]);
    expect(faultsOf(entering(nested(5_000)))).toEqual([' too-deep']);
  });
  it('in size', () => {
    const any = Array.from({ length: 100 }, (_unused, at) => above(close, { value: at + 1 }));
    expect(faultsOf(entering({ any: any.slice(0, 90) }))).toEqual([]);
    expect(faultsOf(entering({ any }))).toEqual([' too-large']);
    expect(faultsOf(entering({ any: Array.from({ length: 10_000 }, () => ({})) }))).toEqual([' too-large']);
  });
  it('in series, and in series on series', () => {
    const line = (count: number): Series[] =>
      Array.from({ length: count }, (_unused, at) =>
        at === 0 ? { name: 's0', price: 'close' } : { name: `s${at}`, indicator: 'sma', source: `s${at - 1}` },
      );
    const free = { entries: { long: above(close, { value: 5 }) }, exits: {} };
    expect(faultsOf(rulesWith({ ...free, series: line(12) }))).toEqual([]);
    expect(faultsOf(rulesWith({ ...free, series: line(13) }))).toEqual(['series[12] too-deep']);
    const flat = Array.from({ length: 65 }, (_unused, at): Series => ({ name: `s${at}`, price: 'close' }));
    expect(faultsOf(rulesWith({ ...free, series: flat }))).toEqual(['series too-large']);
  });
});

describe('rules that contradict themselves are told', () => {
  it.each<[string, unknown, string[]]>([
    ['a strength above 100', above(strength, { value: 100 }), ['entries.long always-false']],
    [
      'a strength of 0 or more',
      { compare: 'at-least', left: strength, right: { value: 0 } },
      ['entries.long always-true'],
    ],
    ['a figure above itself', above(strength, strength), ['entries.long always-false']],
    ['numbers compared', above({ value: 3 }, { value: 2 }), ['entries.long always-true']],
    [
      'weak and strong at once',
      { all: [above(strength, { value: 70 }), above({ value: 30 }, strength)] },
      ['entries.long always-false'],
    ],
    [
      'weak or strong or neither',
      { any: [above(strength, { value: 30 }), above({ value: 70 }, strength)] },
      ['entries.long always-true'],
    ],
    [
      'a circle of comparisons',
      {
        all: [
          above(close, { series: 'average' }),
          { compare: 'at-least', left: { price: 'open' }, right: close },
          above({ series: 'average' }, { price: 'open' }),
        ],
      },
      ['entries.long always-false'],
    ],
    ['a low above the high', above({ price: 'low' }, { price: 'high' }), ['entries.long always-false']],
    [
      'a cross of numbers',
      { crosses: 'above', left: { value: 2 }, right: { value: 1 } },
      ['entries.long always-false'],
    ],
    [
      'rising and falling',
      {
        all: [
          { trend: 'rising', of: close, bars: 3 },
          { trend: 'falling', of: close, bars: 2 },
        ],
      },
      ['entries.long always-false'],
    ],
    [
      'between the wrong way round',
      { between: strength, low: { value: 70 }, high: { value: 30 } },
      ['entries.long always-false'],
    ],
    ['every day', { weekday: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }, ['entries.long always-true']],
    ['two days at once', { all: [{ weekday: ['mon'] }, { weekday: ['tue', 'wed'] }] }, ['entries.long always-false']],
    [
      'two times at once',
      { all: [{ time: { from: '08:00', to: '10:00' } }, { time: { from: '12:00', to: '14:00' } }] },
      ['entries.long always-false'],
    ],
    [
      'an impossible branch',
      { any: [above(close, { series: 'average' }), above(strength, { value: 120 })] },
      ['entries.long.any[1] always-false'],
    ],
    ['no time at all', { time: { from: '08:00', to: '08:00' } }, ['entries.long.time always-false']],
  ])('%s', (_what, condition, expected) => {
    expect(faultsOf(entering(condition))).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'an exit that comes with the entry',
      { when: above(close, { value: 1 }) },
      ['exits.long.when exit-implied-by-entry'],
    ],
    ['a stop above the entry', { stop: { level: { series: 'top' } } }, ['exits.long.stop.level stop-wrong-side']],
    ['a stop that the entry stands below', { stop: { level: { series: 'average' } } }, []],
    [
      'a target below the entry',
      { target: { level: { series: 'average' } } },
      ['exits.long.target.level target-wrong-side'],
    ],
    ['a stop at minus two ranges', { stop: { ranges: -2, of: 'range' } }, ['exits.long.stop.ranges stop-wrong-side']],
    ['a stop at no price at all', { stop: { percent: 100 } }, ['exits.long.stop.percent stop-wrong-side']],
    ['a target below', { target: { percent: -5 } }, ['exits.long.target.percent target-wrong-side']],
  ])('%s', (_what, long, expected) => {
    const entry: Condition = { all: [above(close, { series: 'average' }), above(close, { value: 10 })] };
    const top = { name: 'top', indicator: 'donchian', output: 'upper' } as const;
    const rules = rulesWith({ series: [...rulesWith().series, top], entries: { long: entry }, exits: { long } });
    expect(faultsOf(rules)).toEqual(expected);
  });

  it('also when only some values of the parameters make it so', () => {
    const rules = rulesWith({
      parameters: [
        { name: 'low', kind: 'number', min: 0, max: 100, default: 30 },
        { name: 'high', kind: 'number', min: 0, max: 100, default: 70 },
      ],
      series: [{ name: 'strength', indicator: 'rsi' }],
      entries: { long: { all: [above(strength, { parameter: 'low' }), above({ parameter: 'high' }, strength)] } },
      exits: {},
    });
    const strategy = compileRules(rules);
    expect(strategy.conflicts!({ low: 30, high: 70 })).toEqual([]);
    expect(strategy.conflicts!({ low: 70, high: 30 }).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'entries.long always-false',
    ]);
  });

  it('lets be what only looks like a contradiction', () => {
    for (const condition of [
      { all: [above(strength, { value: 30 }), above({ value: 70 }, strength)] },
      { any: [above(strength, { value: 70 }), above({ value: 30 }, strength)] },
      { all: [above(close, { price: 'close', shift: 1 }), above({ price: 'close', shift: 1 }, { price: 'open' })] },
      {
        all: [
          { crosses: 'above', left: close, right: { series: 'average' } },
          above({ series: 'average' }, { price: 'close', shift: 1 }),
        ],
      },
      { time: { from: '22:00', to: '02:00' } },
    ])
      expect(faultsOf(entering(condition))).toEqual([]);
  });
});
