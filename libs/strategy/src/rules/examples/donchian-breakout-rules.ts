import type { Rules } from '../language/rules.ts';

const close = { price: 'close' } as const;

/**
 * Goes with a close beyond the channel of the bars before, both ways; a stop of two ranges, and out at the shorter
 * channel on the other side.
 *
 * @see C. Faith, Way of the Turtle, 2007, "System 1".
 */
export const donchianBreakoutRules: Rules = {
  schema: 1,
  name: 'donchian-breakout-rules',
  description: 'A close beyond the channel of the bars before it, both ways.',
  parameters: [
    { name: 'entryBars', kind: 'integer', min: 5, max: 200, default: 20 },
    { name: 'exitBars', kind: 'integer', min: 3, max: 100, default: 10 },
    { name: 'risk', kind: 'number', min: 0.001, max: 0.05, default: 0.01 },
  ],
  series: [
    { name: 'top', indicator: 'donchian-prior', parameters: { period: { parameter: 'entryBars' } }, output: 'upper' },
    {
      name: 'bottom',
      indicator: 'donchian-prior',
      parameters: { period: { parameter: 'entryBars' } },
      output: 'lower',
    },
    {
      name: 'exitTop',
      indicator: 'donchian-prior',
      parameters: { period: { parameter: 'exitBars' } },
      output: 'upper',
    },
    {
      name: 'exitBottom',
      indicator: 'donchian-prior',
      parameters: { period: { parameter: 'exitBars' } },
      output: 'lower',
    },
    { name: 'range', indicator: 'atr', parameters: { period: 20 } },
  ],
  entries: {
    long: { compare: 'above', left: close, right: { series: 'top' } },
    short: { compare: 'below', left: close, right: { series: 'bottom' } },
  },
  exits: {
    long: {
      when: { compare: 'below', left: close, right: { series: 'exitBottom' } },
      stop: { ranges: 2, of: 'range' },
    },
    short: {
      when: { compare: 'above', left: close, right: { series: 'exitTop' } },
      stop: { ranges: 2, of: 'range' },
    },
  },
  sizing: { kind: 'risk-fraction', value: { parameter: 'risk' } },
};
