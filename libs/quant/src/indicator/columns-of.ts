import type { DefinedIndicator, ValuesOf } from './define-indicator.ts';
import type { InputColumns, ParameterSpecs } from './indicator.ts';

/** Runs an indicator over columns and gives its outputs by name. @throws Invariant, as the indicator's `batch` does. */
export function columnsOf<Specs extends ParameterSpecs, const Outputs extends readonly string[]>(
  indicator: DefinedIndicator<Specs, Outputs>,
  columns: InputColumns,
  parameters: ValuesOf<Specs>,
): Record<Outputs[number], Float64Array> {
  const outputs = indicator.batch(columns, parameters);
  return Object.fromEntries(indicator.outputs.map((name, at) => [name, outputs[at]!])) as Record<
    Outputs[number],
    Float64Array
  >;
}

/** The same for an indicator with a single output. */
export function columnOf<Specs extends ParameterSpecs>(
  indicator: DefinedIndicator<Specs, readonly ['value']>,
  columns: InputColumns,
  parameters: ValuesOf<Specs>,
): Float64Array {
  return indicator.batch(columns, parameters)[0]!;
}
