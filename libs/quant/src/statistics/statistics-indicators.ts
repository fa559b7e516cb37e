import type { Indicator } from '../indicator/indicator.ts';
import { autocorrelationIndicator, priceVolumeCorrelationIndicator } from './correlation.ts';
import { standardDeviationIndicator, varianceIndicator, zScoreIndicator } from './deviation.ts';
import { hurstIndicator } from './hurst.ts';
import { linearRegressionIndicator } from './linear-regression.ts';
import { kurtosisIndicator, skewnessIndicator } from './shape.ts';

/** Every statistic in the registry. */
export const statisticsIndicators: readonly Indicator[] = [
  varianceIndicator,
  standardDeviationIndicator,
  zScoreIndicator,
  linearRegressionIndicator,
  priceVolumeCorrelationIndicator,
  autocorrelationIndicator,
  hurstIndicator,
  skewnessIndicator,
  kurtosisIndicator,
];
