import type { Condition } from '../language/condition.ts';
import type { Rules } from '../language/rules.ts';

const parts: readonly Condition[] = [
  { compare: 'above', left: { price: 'close' }, right: { series: 'line' } },
  { trend: 'rising', of: { series: 'hour' }, bars: 1 },
  { trend: 'rising', of: { series: 'fourHours' }, bars: 1 },
];
const up: Condition = { all: [...parts] };
const down: Condition = { all: parts.map((part) => ({ not: part })) };

/**
 * The market rule of the house, written as rules: the same trades as the shipped `hma-sma`, which waits for one coarser
 * candle more before its first.
 */
export const hmaSmaRules: Rules = {
  schema: 1,
  name: 'hma-sma-rules',
  description:
    'Price above its average while the Hull averages of the hour and of four hours rise; short is the mirror.',
  parameters: [
    { name: 'average', kind: 'integer', min: 2, max: 400, default: 200 },
    { name: 'hull', kind: 'integer', min: 4, max: 400, default: 200 },
    { name: 'share', kind: 'number', min: 0.01, max: 1, default: 1 },
  ],
  series: [
    { name: 'line', indicator: 'sma', parameters: { period: { parameter: 'average' } } },
    { name: 'hour', indicator: 'hma', parameters: { period: { parameter: 'hull' } }, interval: '1h' },
    { name: 'fourHours', indicator: 'hma', parameters: { period: { parameter: 'hull' } }, interval: '4h' },
  ],
  entries: { long: { becomes: up }, short: { becomes: down } },
  exits: { long: { when: { not: up } }, short: { when: { not: down } } },
  sizing: { kind: 'equity-fraction', value: { parameter: 'share' } },
};
