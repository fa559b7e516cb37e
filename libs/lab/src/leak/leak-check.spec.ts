import { describe, expect, it } from '@jest/globals';
import { AppError } from '@orbiquant/kernel';
import { openTimeOf } from '@orbiquant/market';
import { checkBars } from '@orbiquant/quant';
import { chooseCuts, CUTS_MAX } from './choose-cuts.ts';
import { GARBAGE_KINDS, garbageBars } from './garbage-bars.ts';
import { leakCheck } from './leak-check.ts';
import { leakGate } from './leak-gate.ts';
import type { LeakSubject } from './leak-subject.ts';
import { probeBars } from './probe-bars.ts';
import { cleanFeatures } from './testing/clean.ts';
import { leaky } from './testing/leaky.ts';

/** How each pattern is caught first: by what, at which bar, and what it looks like. */
const CAUGHT: Readonly<Record<string, readonly [string, number, string]>> = {
  'normalised over the whole series': ['prefix', 0, 'reads-whole-sample'],
  'centred window': ['garbage', 3, 'reads-next-bars'],
  'negative shift': ['prefix', 2, 'reads-next-bars'],
  'gaps filled backwards': ['prefix', 0, 'depends-on-later-bars'],
  'coarser candle stamped at its open': ['garbage', 1, 'reads-next-bars'],
  'close of the forming day': ['garbage', 0, 'reads-unfinished-candle'],
  'label among the features': ['prefix', 0, 'depends-on-later-bars'],
  'swing without confirmation': ['garbage', 0, 'depends-on-later-bars'],
  'threshold from the whole sample': ['prefix', 0, 'depends-on-later-bars'],
  'scaler fitted on everything': ['prefix', 0, 'depends-on-later-bars'],
  'sorted by future return': ['prefix', 0, 'depends-on-later-bars'],
  'volume profile of the whole session': ['garbage', 0, 'reads-unfinished-candle'],
  'interpolated across silence': ['garbage', 312, 'depends-on-later-bars'],
  'day of another time zone': ['garbage', 40, 'reads-unfinished-candle'],
  'smoothed forwards and backwards': ['prefix', 0, 'depends-on-later-bars'],
  'trend line through everything': ['prefix', 1, 'reads-whole-sample'],
  'volume of the next bar': ['garbage', 2, 'reads-next-bars'],
  'length of the history': ['prefix', 1, 'reads-whole-sample'],
  'last price of the history': ['prefix', 0, 'reads-whole-sample'],
  'state between runs': ['repeat', 0, 'is-not-deterministic'],
  'record kept between runs': ['carry-over', 0, 'keeps-state-between-runs'],
  clock: ['surroundings', 0, 'reads-clock-or-chance'],
  chance: ['repeat', 0, 'is-not-deterministic'],
  'changes its input': ['mutation', 0, 'changes-its-input'],
  'indicator drawn back': ['prefix', 0, 'depends-on-later-bars'],
  'coarser candle before it has closed': ['prefix', 36, 'reads-next-bars'],
  'fold of its own, read at its open': ['prefix', 16, 'reads-unfinished-candle'],
  'decides on the next open': ['prefix', 37, 'reads-next-bars'],
  'stop below the future low': ['garbage', 0, 'depends-on-later-bars'],
  'out at the last bar': ['prefix', 2, 'reads-next-bars'],
  'vote that knows more than the rule': ['prefix', 39, 'reads-next-bars'],
  'average joined to the wrong bar': ['garbage', 36, 'depends-on-later-bars'],
};

const identity: LeakSubject = { kind: 'features', name: 'close', features: ({ close }) => ({ close }) };

describe('leaks are caught', () => {
  it('knows every pattern by name', () => {
    expect(leaky.length).toBeGreaterThanOrEqual(15);
    expect(leaky.map(({ name }) => name)).toEqual(Object.keys(CAUGHT));
  });
  it.each(leaky)('$name', ({ name, subject }) => {
    const [report] = leakGate(subject, { seed: 'leaky' });
    expect(report!.verdict).toBe('leaks');
    const [first] = report!.findings;
    expect([name, first!.kind, first!.bar, first!.explanation]).toEqual([name, ...(CAUGHT[name] ?? [])]);
    expect(first!.bar).toBeLessThan(first!.cutBar);
    expect(first!.expected).not.toEqual(first!.actual);
  });
});

describe('what is clean stays clean', () => {
  it.each(cleanFeatures)('$kind $name', (subject) => {
    const [report] = leakGate(subject, { seed: 'clean' });
    expect(report!.findings).toEqual([]);
    expect(report!.checked.spokenBars).toBeGreaterThan(100);
  });
});

describe('the leak check', () => {
  it('names output, bar, time and both answers', () => {
    const bars = probeBars('report', 300, '1h');
    const ahead: LeakSubject = {
      kind: 'features',
      name: 'ahead',
      features: ({ close }) => ({ fine: close, next: close.map((_unused, at) => close[at + 1] ?? NaN) }),
    };
    const { findings, checked } = leakCheck(ahead, bars);
    expect(checked.outputs).toEqual(['fine', 'next']);
    expect(findings.map(({ output }) => output)).not.toContain('fine');
    const prefix = findings.find(({ kind }) => kind === 'prefix')!;
    expect(prefix).toMatchObject({
      output: 'next',
      bar: prefix.cutBar - 1,
      barTimeMs: bars.openTimeMs[prefix.bar],
      expected: bars.close[prefix.cutBar],
      actual: NaN,
      explanation: 'reads-next-bars',
    });
  });
  it('calls what never spoke not proven, never clean', () => {
    const silent: LeakSubject = {
      kind: 'features',
      name: 'silent',
      features: ({ close }) => ({ nothing: new Float64Array(close.length).fill(NaN) }),
    };
    const { verdict, checked } = leakCheck(silent, probeBars('silent', 300, '1h'));
    expect([verdict, checked.spokenBars]).toEqual(['not-proven', 0]);
  });
  it('says how much was looked at, and keeps its cost bounded', () => {
    const { verdict, checked } = leakCheck(identity, probeBars('cost', 2_000, '1h'), { cuts: 500 });
    expect(verdict).toBe('clean');
    expect(checked.cuts.length).toBeLessThanOrEqual(CUTS_MAX);
    expect(checked.runs).toBeLessThanOrEqual(6 + 3 * CUTS_MAX);
    expect(checked.spokenBars).toBe(2_000);
  });
  it('tells that a subject which never speaks was not proven anything', () => {
    const silent: LeakSubject = {
      kind: 'features',
      name: 'silent',
      features: ({ close }) => ({ value: close.map(() => NaN) }),
    };
    expect(leakCheck(silent, probeBars('silent', 200, '1h')).checked.spokenBars).toBe(0);
  });
  it('catches what fails without later bars', () => {
    const needy: LeakSubject = {
      kind: 'features',
      name: 'needy',
      features({ close }) {
        if (close.length < 250) throw new RangeError('no such bar');
        return { close };
      },
    };
    const { findings } = leakCheck(needy, probeBars('needy', 300, '1h'));
    expect(findings[0]).toMatchObject({ kind: 'threw', explanation: 'fails-without-later-bars' });
  });
  it('refuses bars that are unsound or of no known interval', () => {
    const bars = probeBars('odd', 50, '1h');
    expect(() => leakCheck(identity, { ...bars, low: bars.high.map((high) => high * 2) })).toThrow(AppError);
    const odd = { ...bars, openTimeMs: bars.openTimeMs.map((_unused, at) => at * 7_000) };
    expect(() => leakCheck(identity, odd)).toThrow(/no known interval/);
  });
  it('puts the clock back when a subject fails on another day', () => {
    const before = Date;
    let runs = 0;
    const subject: LeakSubject = {
      kind: 'features',
      name: 'fails late',
      features({ close }) {
        if (++runs === 3) throw new Error('on another day');
        return { close };
      },
    };
    expect(leakCheck(subject, probeBars('late', 100, '1h')).verdict).toBe('leaks');
    expect(Date).toBe(before);
  });
});

describe('bars and cuts of the check', () => {
  it.each(['5m', '1h', '4h', '1d'] as const)('%s bars and every kind of garbage could be a market', (interval) => {
    const bars = probeBars('sound', 600, interval);
    checkBars(bars);
    for (const kind of GARBAGE_KINDS) {
      const garbage = garbageBars(bars, 300, kind);
      checkBars(garbage);
      expect(garbage.close.subarray(0, 300)).toEqual(bars.close.subarray(0, 300));
      const isOther = (['close', 'volume'] as const).some((name) =>
        garbage[name].subarray(300).some((value, at) => value !== bars[name][300 + at]),
      );
      expect(isOther).toBe(true);
    }
  });
  it('have gaps, silence, jumps and changes of pace', () => {
    const { openTimeMs, volume, open, close } = probeBars('leaks show', 1_000, '1h');
    const steps = [...openTimeMs.keys()].slice(1);
    expect(steps.filter((at) => openTimeMs[at]! - openTimeMs[at - 1]! > 3_600_000).length).toBeGreaterThan(5);
    expect(volume.filter((value) => value === 0).length).toBeGreaterThan(30);
    expect(steps.filter((at) => Math.abs(Math.log(open[at]! / close[at - 1]!)) > 0.03).length).toBeGreaterThan(3);
  });
  it('cut every hour of the day, and every phase of a four-hour candle', () => {
    const bars = probeBars('phases', 1_500, '1h');
    const request = { bars, interval: '1h', from: 100, count: 36 } as const;
    const phases = (cuts: readonly number[], interval: '4h' | '1d') =>
      new Set(cuts.map((cut) => bars.openTimeMs[cut - 1]! - openTimeOf(bars.openTimeMs[cut - 1]!, interval))).size;
    expect(phases(chooseCuts({ ...request, coarser: ['4h'] }), '4h')).toBe(4);
    expect(phases(chooseCuts({ ...request, coarser: ['1d'] }), '1d')).toBe(24);
  });
});
