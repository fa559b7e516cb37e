import type { RangePrediction } from '@orbiquant/contracts';
import { z } from 'zod';
import { figure } from './inputs.ts';
import type { Figures, Unit } from './tool.ts';

/** The fields of a range forecast in a tool's output. */
export const rangeShape = {
  expectedRange: figure,
  rangeLow: figure,
  rangeHigh: figure,
  baselineRange: figure,
  horizonBars: figure,
  model: z.string().nullable(),
  predictionId: z.string().nullable(),
};

export const RANGE_UNITS: Readonly<Record<keyof typeof rangeShape, Unit>> = {
  expectedRange: 'share',
  rangeLow: 'share',
  rangeHigh: 'share',
  baselineRange: 'share',
  horizonBars: 'count',
  model: 'text',
  predictionId: 'text',
};

const UNKNOWN: Figures = Object.fromEntries(Object.keys(rangeShape).map((field) => [field, null]));

/** A forecast as shares of price: how far the highest price may lie above the lowest. Nulls when there is none. */
export function rangeFigures(forecast: RangePrediction | null): Figures {
  if (!forecast) return UNKNOWN;
  return {
    expectedRange: Math.expm1(forecast.expectedLogRange),
    rangeLow: Math.expm1(forecast.interval80.low),
    rangeHigh: Math.expm1(forecast.interval80.high),
    baselineRange: Math.expm1(forecast.baselineLogRange),
    horizonBars: forecast.horizonBars,
    model: `${forecast.modelId} ${forecast.modelVersion}`,
    predictionId: forecast.predictionId,
  };
}
