import type { Interval } from '@orbiquant/contracts';
import type { Bars, Indicator, ParameterValues } from '@orbiquant/quant';
import type { TradingStrategy } from '@orbiquant/strategy';

/** Columns by name, each with one value a bar; NaN where there is nothing to say. */
export type FeatureMatrix = Readonly<Record<string, Float64Array>>;

/** Something that must not know the future. */
export type LeakSubject =
  | { readonly kind: 'strategy'; readonly strategy: TradingStrategy; readonly parameters?: ParameterValues }
  /** A user's rule set, as it came. */
  | { readonly kind: 'rules'; readonly rules: unknown; readonly parameters?: ParameterValues }
  | { readonly kind: 'indicator'; readonly indicator: Indicator; readonly parameters?: ParameterValues }
  | { readonly kind: 'features'; readonly name: string; features(bars: Bars): FeatureMatrix };

/** What a subject said at a bar: a figure, a text, or nothing. */
export type Said = number | string | null;

/** One series of what a subject said, bar by bar. */
export type LeakOutput = {
  readonly name: string;
  readonly length: number;
  /** Worked out when asked, and then only asked at some bars. */
  readonly isCostly: boolean;
  at(bar: number): Said;
};

/** A subject made ready for the gate. */
export type ObservedSubject = {
  readonly name: string;
  /** Coarser candles that it reads. */
  readonly coarser: readonly Interval[];
  /** Closed candles that it needs before it says anything, by interval. */
  readonly warmUp: Readonly<Partial<Record<Interval | 'base', number>>>;
  /** Everything that it says over some bars. The same bars give the same answers, or it is not pure. */
  observe(bars: Bars, interval: Interval): readonly LeakOutput[];
};
