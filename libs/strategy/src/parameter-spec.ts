import type { ParameterSpec } from '@orbiquant/quant';

/** A whole-number parameter, such as a period in bars. */
export const whole = (min: number, max: number, byDefault: number): ParameterSpec => ({
  kind: 'integer',
  min,
  max,
  default: byDefault,
});

/** A parameter that may have decimals, such as a share of equity. */
export const real = (min: number, max: number, byDefault: number): ParameterSpec => ({
  kind: 'number',
  min,
  max,
  default: byDefault,
});
