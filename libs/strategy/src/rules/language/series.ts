import { Interval } from '@orbiquant/contracts';
import { z } from 'zod';
import { PriceColumn, SeriesTerm } from './operand.ts';
import { RuleName, RuleNumber } from './rule-number.ts';

const name = RuleName;
/** Candles of which the series is made, each known only once closed; the bars that are decided on unless told. */
const interval = Interval.optional();

/** How two terms become one series. Division by zero gives nothing, like a bar in warm-up. */
export const COMBINATIONS = ['add', 'subtract', 'multiply', 'divide', 'max', 'min'] as const;

/** An indicator of the registry over the bars, or over another series of the same interval. */
export const IndicatorSeries = z.strictObject({
  name,
  indicator: z.string().min(1).max(60),
  parameters: z.record(z.string().max(60), RuleNumber).optional(),
  source: RuleName.optional(),
  interval,
  output: z.string().max(60).optional(),
});
export type IndicatorSeries = z.output<typeof IndicatorSeries>;

/** Arithmetic of two terms, bar by bar. With an interval, both terms are of that interval or constant. */
export const CombinedSeries = z.strictObject({
  name,
  combine: z.enum(COMBINATIONS),
  left: SeriesTerm,
  right: SeriesTerm,
  interval,
});
export type CombinedSeries = z.output<typeof CombinedSeries>;

/** A named line that conditions and exits read. */
export const Series = z.union(
  [
    IndicatorSeries,
    z.strictObject({ name, price: PriceColumn, interval }),
    z.strictObject({ name, value: RuleNumber }),
    CombinedSeries,
  ],
  { error: 'series' },
);
export type Series = z.output<typeof Series>;
