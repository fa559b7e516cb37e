import type { Rules } from '../language/rules.ts';

/**
 * Waits for a squeeze (the bands at their narrowest for a while), then goes with the first close beyond a band, on
 * working days only.
 *
 * @see J. Bollinger, Bollinger on Bollinger Bands, 2001, "The Squeeze".
 */
export const bollingerSqueezeRules: Rules = {
  schema: 1,
  name: 'bollinger-squeeze-rules',
  description: 'The bands were at their narrowest within the last bar and price now leaves them.',
  parameters: [
    { name: 'bars', kind: 'integer', min: 10, max: 100, default: 20 },
    { name: 'memory', kind: 'integer', min: 20, max: 500, default: 120 },
    { name: 'slack', kind: 'number', min: 1, max: 3, default: 1.25 },
  ],
  series: [
    { name: 'upper', indicator: 'bollinger', parameters: { period: { parameter: 'bars' } }, output: 'upper' },
    { name: 'middle', indicator: 'bollinger', parameters: { period: { parameter: 'bars' } }, output: 'middle' },
    { name: 'width', indicator: 'bollinger', parameters: { period: { parameter: 'bars' } }, output: 'width' },
    { name: 'narrowest', indicator: 'lowest', parameters: { period: { parameter: 'memory' } }, source: 'width' },
    {
      name: 'narrow',
      combine: 'multiply',
      left: { series: 'narrowest' },
      right: { parameter: 'slack' },
    },
    { name: 'range', indicator: 'atr', parameters: { period: 14 } },
  ],
  entries: {
    long: {
      all: [
        { compare: 'at-most', left: { series: 'width', shift: 1 }, right: { series: 'narrow', shift: 1 } },
        { crosses: 'above', left: { price: 'close' }, right: { series: 'upper' } },
        { weekday: ['mon', 'tue', 'wed', 'thu', 'fri'] },
      ],
    },
  },
  exits: {
    long: {
      when: { crosses: 'below', left: { price: 'close' }, right: { series: 'middle' } },
      stop: { level: { series: 'middle' } },
      target: { risks: 2 },
      trail: { ranges: 4, of: 'range' },
    },
  },
  sizing: { kind: 'risk-fraction', value: 0.01 },
};
