import type { Indicator } from '../indicator/indicator.ts';
import { atrIndicator, natrIndicator, trueRangeIndicator } from './atr.ts';
import { bollingerIndicator } from './bollinger.ts';
import { chandelierExitIndicator } from './chandelier-exit.ts';
import { donchianIndicator, donchianPriorIndicator, highestIndicator, lowestIndicator } from './extremes.ts';
import { keltnerIndicator, starcIndicator } from './keltner.ts';
import {
  garmanKlassVolatilityIndicator,
  parkinsonVolatilityIndicator,
  rogersSatchellVolatilityIndicator,
} from './range-volatility.ts';
import { realisedVolatilityIndicator } from './realised-volatility.ts';
import { ulcerIndexIndicator } from './ulcer-index.ts';
import { yangZhangVolatilityIndicator } from './yang-zhang.ts';

/** Every measure of range and volatility in the registry. */
export const volatilityIndicators: readonly Indicator[] = [
  trueRangeIndicator,
  atrIndicator,
  natrIndicator,
  bollingerIndicator,
  keltnerIndicator,
  starcIndicator,
  donchianIndicator,
  donchianPriorIndicator,
  highestIndicator,
  lowestIndicator,
  chandelierExitIndicator,
  realisedVolatilityIndicator,
  parkinsonVolatilityIndicator,
  garmanKlassVolatilityIndicator,
  rogersSatchellVolatilityIndicator,
  yangZhangVolatilityIndicator,
  ulcerIndexIndicator,
];
