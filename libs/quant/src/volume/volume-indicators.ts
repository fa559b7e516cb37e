import type { Indicator } from '../indicator/indicator.ts';
import { adlIndicator, chaikinOscillatorIndicator, cmfIndicator } from './accumulation.ts';
import { forceIndexIndicator } from './force-index.ts';
import { klingerIndicator } from './klinger.ts';
import { mfiIndicator } from './mfi.ts';
import { obvIndicator } from './obv.ts';
import { volumeProfileIndicator } from './volume-profile.ts';
import {
  negativeVolumeIndexIndicator,
  positiveVolumeIndexIndicator,
  volumePriceTrendIndicator,
} from './volume-trend.ts';
import { anchoredVwapIndicator, rollingVwapIndicator, vwapIndicator } from './vwap.ts';

/** Every volume measure in the registry. */
export const volumeIndicators: readonly Indicator[] = [
  obvIndicator,
  adlIndicator,
  chaikinOscillatorIndicator,
  cmfIndicator,
  mfiIndicator,
  forceIndexIndicator,
  klingerIndicator,
  vwapIndicator,
  anchoredVwapIndicator,
  rollingVwapIndicator,
  volumeProfileIndicator,
  volumePriceTrendIndicator,
  negativeVolumeIndexIndicator,
  positiveVolumeIndexIndicator,
];
