import type { Indicator } from '../indicator/indicator.ts';
import { fairValueGapIndicator } from './fair-value-gap.ts';
import { heikinAshiIndicator } from './heikin-ashi.ts';
import { liquiditySweepIndicator, marketStructureIndicator, orderBlockIndicator } from './market-structure.ts';
import { fractalsIndicator, swingPivotsIndicator } from './swings.ts';
import { zigzagIndicator } from './zigzag.ts';

/** Every measure of market structure in the registry. */
export const structureIndicators: readonly Indicator[] = [
  swingPivotsIndicator,
  fractalsIndicator,
  zigzagIndicator,
  marketStructureIndicator,
  fairValueGapIndicator,
  orderBlockIndicator,
  liquiditySweepIndicator,
  heikinAshiIndicator,
];
