import type { JsonRecord } from './json.ts';

const [fast, slow] = [{ series: 'fast' }, { series: 'slow' }];

/** Rules to begin with: two averages that cross, sound as they stand, with every usual part in its place. */
export const firstRules = (name: string): JsonRecord => ({
  schema: 1,
  name,
  series: [
    { name: 'fast', indicator: 'sma', parameters: { period: 20 } },
    { name: 'slow', indicator: 'sma', parameters: { period: 50 } },
  ],
  entries: { long: { all: [{ crosses: 'above', left: fast, right: slow }] } },
  exits: { long: { when: { crosses: 'below', left: fast, right: slow }, stop: { percent: 5 } } },
  sizing: { kind: 'equity-fraction', value: 1 },
});
