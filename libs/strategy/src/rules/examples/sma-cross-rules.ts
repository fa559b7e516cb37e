import type { Rules } from '../language/rules.ts';

const fast = { series: 'fastAverage' };
const slow = { series: 'slowAverage' };

/** The reference, written as rules: long while a fast average stands above a slow one, short while below. */
export const smaCrossRules: Rules = {
  schema: 1,
  name: 'sma-cross-rules',
  description: 'Long while the fast average stands above the slow one, short while below.',
  parameters: [
    { name: 'fast', kind: 'integer', min: 1, max: 400, default: 10 },
    { name: 'slow', kind: 'integer', min: 2, max: 1000, default: 30 },
    { name: 'share', kind: 'number', min: 0.01, max: 1, default: 1 },
  ],
  series: [
    { name: 'fastAverage', indicator: 'sma', parameters: { period: { parameter: 'fast' } } },
    { name: 'slowAverage', indicator: 'sma', parameters: { period: { parameter: 'slow' } } },
  ],
  entries: {
    long: { crosses: 'above', left: fast, right: slow },
    short: { crosses: 'below', left: fast, right: slow },
  },
  exits: {
    long: { when: { crosses: 'below', left: fast, right: slow } },
    short: { when: { crosses: 'above', left: fast, right: slow } },
  },
  sizing: { kind: 'equity-fraction', value: { parameter: 'share' } },
};
