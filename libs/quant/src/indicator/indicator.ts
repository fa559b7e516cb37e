import type { BarColumn } from './bars.ts';

/** One number that an indicator or strategy is set by: its kind, the range it may take and what it is by default. */
export type ParameterSpec = {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number;
};

/** The parameters of an indicator or strategy by name. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** Values for `ParameterSpecs`, by the same names. */
export type ParameterValues = Readonly<Record<string, number>>;

/** A column that an indicator reads: one of the bars', or `source`, any single series (the close unless told). */
export type InputName = BarColumn | 'source';

/** Columns by input name, equally long, oldest first. */
export type InputColumns = Readonly<Partial<Record<InputName, Float64Array>>>;

/** What an indicator is about; also the folder that it stands in. */
export type IndicatorFamily =
  'average' | 'momentum' | 'trend' | 'volatility' | 'volume' | 'levels' | 'structure' | 'statistics';

/**
 * What charts, the lab, the rule language and the copilot know of an indicator. Batch and stream give the same values
 * to the last bit; both are causal: the value at a bar depends on that bar and those before it.
 */
export interface Indicator {
  /** Unique, kebab-case: `rsi`, `linear-regression`. */
  readonly name: string;
  readonly family: IndicatorFamily;
  /** One plain sentence for a trader. */
  readonly meaning: string;
  /** Where the definition stands: library function, paper or book. */
  readonly source: string;
  readonly inputs: readonly InputName[];
  readonly parameters: ParameterSpecs;
  /** Names of the series it gives, in order; a single one is called `value`. */
  readonly outputs: readonly string[];
  /** Outputs that may be NaN after their warm-up, where they have nothing to say; all others are finite. */
  readonly sparse: readonly string[];
  /** Whether it may be drawn over the price (same unit) or needs a pane of its own. */
  readonly pane: 'price' | 'own';
  /** Bars before the first value of each output, in the order of `outputs`; a sparse output may stay NaN longer. */
  warmUp(parameters: ParameterValues): readonly number[];
  /** Every output as a column as long as the inputs; NaN in warm-up and where an input is NaN. */
  batch(columns: InputColumns, parameters: ParameterValues): readonly Float64Array[];
  /** The same, one bar at a time. */
  stream(parameters: ParameterValues): IndicatorStream;
}

/** An indicator that is fed one bar at a time. */
export interface IndicatorStream {
  /** Feeds one bar, its inputs in the order of the indicator's `inputs`; gives the outputs in order, NaN in warm-up. The array is reused. */
  next(inputs: ArrayLike<number>): ArrayLike<number>;
}
