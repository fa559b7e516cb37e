import type { Indicator } from '../indicator/indicator.ts';
import { fibonacciIndicator } from './fibonacci.ts';
import { pivotPointsIndicator, rollingPivotPointsIndicator } from './pivot-points.ts';
import { supportResistanceIndicator } from './support-resistance.ts';

/** Every level in the registry. */
export const levelsIndicators: readonly Indicator[] = [
  pivotPointsIndicator,
  rollingPivotPointsIndicator,
  fibonacciIndicator,
  supportResistanceIndicator,
];
