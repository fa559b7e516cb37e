import type { Indicator } from '../indicator/indicator.ts';
import { aroonIndicator } from './aroon.ts';
import { choppinessIndicator } from './choppiness.ts';
import { adxIndicator } from './directional-movement.ts';
import { ichimokuIndicator } from './ichimoku.ts';
import { massIndexIndicator } from './mass-index.ts';
import { parabolicSarIndicator } from './parabolic-sar.ts';
import { supertrendIndicator } from './supertrend.ts';
import { vortexIndicator } from './vortex.ts';

/** Every trend measure in the registry. */
export const trendIndicators: readonly Indicator[] = [
  adxIndicator,
  aroonIndicator,
  supertrendIndicator,
  parabolicSarIndicator,
  ichimokuIndicator,
  vortexIndicator,
  choppinessIndicator,
  massIndexIndicator,
];
