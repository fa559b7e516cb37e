import { describe, expect, it } from '@jest/globals';
import { describeRules } from './describe/describe-rules.ts';
import { diffRules } from './diff-rules.ts';
import { exampleRules } from './examples/index.ts';
import { rsiReversionRules } from './examples/rsi-reversion-rules.ts';
import { ruleDigest } from './rule-digest.ts';
import { rulesWith } from './testing/rule-market.ts';

const base = rulesWith();

describe('versions of a rule set', () => {
  it('have one digest however they were written down', () => {
    const shuffled = JSON.parse(
      JSON.stringify({
        ...base,
        series: [...base.series].reverse(),
        exits: { long: base.exits!.long, short: undefined },
      }),
    );
    expect(ruleDigest(shuffled)).toBe(ruleDigest(base));
    expect(diffRules(base, shuffled)).toEqual([]);
    const zero = rulesWith({
      entries: { long: { compare: 'above', left: { price: 'close', shift: 0 }, right: { series: 'average' } } },
    });
    expect(ruleDigest(zero)).toBe(ruleDigest(base));
  });
  it('have another digest when anything else differs', () => {
    const digests = new Set([
      ruleDigest(base),
      ruleDigest(rulesWith({ name: 'other' })),
      ruleDigest(rulesWith({ cooldownBars: 1 })),
      ruleDigest(rulesWith({ sizing: { kind: 'equity-fraction', value: 0.51 } })),
      ...exampleRules.map(ruleDigest),
    ]);
    expect(digests.size).toBe(4 + exampleRules.length);
  });
  it('are told apart by name, in a stable order', () => {
    const after = rulesWith({
      cooldownBars: 4,
      series: [
        { name: 'new', price: 'open' },
        { name: 'average', indicator: 'ema', parameters: { period: 9 } },
        base.series[1]!,
      ],
      entries: {
        long: { all: [base.entries.long!, { trend: 'rising', of: { series: 'average' }, bars: 2 }] },
      },
    });
    expect(diffRules(base, after)).toEqual([
      { path: 'cooldownBars', kind: 'added', before: undefined, after: 4 },
      { path: 'entries.long', kind: 'changed', before: base.entries.long, after: after.entries.long },
      { path: 'series.average.indicator', kind: 'changed', before: 'sma', after: 'ema' },
      { path: 'series.average.parameters.period', kind: 'changed', before: { parameter: 'bars' }, after: 9 },
      { path: 'series.new', kind: 'added', before: undefined, after: { name: 'new', price: 'open' } },
      { path: 'series.range', kind: 'removed', before: base.series[2], after: undefined },
    ]);
    expect(diffRules(after, base).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'removed cooldownBars',
      'changed entries.long',
      'changed series.average.indicator',
      'changed series.average.parameters.period',
      'removed series.new',
      'added series.range',
    ]);
  });
});

describe('a rule set in words', () => {
  it('in English', () => {
    expect(describeRules(rsiReversionRules, 'en').slice(4)).toEqual([
      'Series “strength” is rsi (period bars = 14).',
      'Series “trend” is sma (period 200).',
      'Series “range” is atr (period 14).',
      'Goes long when the close is above “trend” and “strength” is below low = 30.',
      'Leaves a long when “strength” is above high = 55, or at a stop stopRanges = 3 times “range” away, or after 48 bars.',
      'Risks 0.01 of equity down to the stop (0.01 = 1 %).',
      'Waits 3 bars after a position before the next.',
    ]);
  });
  it('in Spanish', () => {
    expect(describeRules(rsiReversionRules, 'es').slice(4)).toEqual([
      'La serie «strength» es rsi (period bars = 14).',
      'La serie «trend» es sma (period 200).',
      'La serie «range» es atr (period 14).',
      'Entra en largo cuando el cierre está por encima de «trend» y «strength» está por debajo de low = 30.',
      'Sale de un largo cuando «strength» está por encima de high = 55, o en un stop a stopRanges = 3 veces «range», o al cabo de 48 velas.',
      'Arriesga 0,01 del capital hasta el stop (0,01 = 1 %).',
      'Espera 3 velas tras una posición antes de la siguiente.',
    ]);
  });
  it('brackets what would be read wrongly without', () => {
    const up = { compare: 'above', left: { price: 'close' }, right: { value: 1.5 } } as const;
    const rules = rulesWith({
      entries: { long: { all: [{ any: [up, { weekday: ['mon'] }] }, { not: up }] } },
      exits: {},
    });
    expect(describeRules(rules, 'en').find((line) => line.startsWith('Goes'))).toBe(
      'Goes long when (the close is above 1.5 or it is Monday (UTC)) and (it is not so that the close is above 1.5).',
    );
    expect(describeRules(rules, 'es')).toContain('Nunca sale de un largo por sí misma.');
  });
});
