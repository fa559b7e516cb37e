import type { ParameterSpec } from './indicator.ts';

/** The longest window that an indicator takes, in bars: half a year of hourly bars is 4,380. */
const PERIOD_MAX = 10_000;

/** A window or smoothing length in whole bars. */
export const bars = (byDefault: number, min = 1): ParameterSpec => ({
  kind: 'integer',
  min,
  max: PERIOD_MAX,
  default: byDefault,
});

/** A factor, share or threshold: any number between two bounds, both allowed. */
export const factor = (byDefault: number, min: number, max: number): ParameterSpec => ({
  kind: 'number',
  min,
  max,
  default: byDefault,
});
