import { invariant } from '@orbiquant/kernel';
import type {
  Indicator,
  IndicatorStream,
  InputColumns,
  InputName,
  ParameterSpecs,
  ParameterValues,
} from './indicator.ts';

/** One bar: reads the inputs in order and writes the outputs in order. It never sees NaN inputs. */
export type Step = (row: ArrayLike<number>, out: Float64Array) => void;

/** The values of declared parameters. */
export type ValuesOf<Specs extends ParameterSpecs> = { readonly [Name in keyof Specs]: number };

/** How an indicator is written down; `defineIndicator` makes batch and stream of the one step, so that they cannot differ. */
export type Definition<Specs extends ParameterSpecs, Outputs extends readonly string[]> = Pick<
  Indicator,
  'name' | 'family' | 'meaning' | 'source' | 'pane'
> & {
  readonly inputs: readonly InputName[];
  readonly parameters: Specs;
  readonly outputs: Outputs;
  readonly sparse?: readonly Outputs[number][];
  /** One number holds for every output. */
  warmUp(parameters: ValuesOf<Specs>): number | readonly number[];
  open(parameters: ValuesOf<Specs>): Step;
  /** A faster way to the same bits, where the generic loop is too slow; inputs in order. */
  batch?(columns: readonly Float64Array[], parameters: ValuesOf<Specs>): readonly Float64Array[];
};

/** An indicator that still knows the names of its outputs and parameters. */
export type DefinedIndicator<Specs extends ParameterSpecs, Outputs extends readonly string[]> = Indicator & {
  readonly parameters: Specs;
  readonly outputs: Outputs;
};

/**
 * Makes an indicator of its definition. A bar with a NaN input is passed over: its outputs are NaN and it does not count.
 *
 * @throws  Invariant, from its functions, when a parameter is missing or out of range or the columns are not equally long.
 */
export function defineIndicator<const Specs extends ParameterSpecs, const Outputs extends readonly string[]>(
  definition: Definition<Specs, Outputs>,
): DefinedIndicator<Specs, Outputs> {
  const { batch, open, warmUp, ...facts } = definition;
  const checked = (values: ParameterValues): ValuesOf<Specs> => {
    requireParameters(definition.name, definition.parameters, values);
    return values as ValuesOf<Specs>;
  };
  return {
    ...facts,
    sparse: definition.sparse ?? [],
    warmUp: (parameters) => {
      const told = warmUp(checked(parameters));
      return typeof told === 'number' ? definition.outputs.map(() => told) : told;
    },
    batch: (columns, parameters) => {
      const values = checked(parameters);
      const ordered = inOrder(definition.inputs, columns);
      return batch ? batch(ordered, values) : drive(open(values), ordered, definition.outputs.length);
    },
    stream: (parameters) => streamOf(open(checked(parameters)), definition.outputs.length),
  };
}

function requireParameters(name: string, specs: ParameterSpecs, values: ParameterValues): void {
  for (const [key, { kind, min, max }] of Object.entries(specs)) {
    const value = values[key];
    invariant(value !== undefined && value >= min && value <= max, `${name}: ${key} lies between ${min} and ${max}`);
    invariant(kind === 'number' || Number.isInteger(value), `${name}: ${key} is a whole number`);
  }
}

function inOrder(inputs: readonly InputName[], columns: InputColumns): readonly Float64Array[] {
  const ordered = inputs.map((input) => {
    const column = columns[input];
    invariant(column, `the column ${input} is there`);
    return column;
  });
  invariant(
    ordered.every((column) => column.length === ordered[0]!.length),
    'the columns are equally long',
  );
  return ordered;
}

function streamOf(step: Step, width: number): IndicatorStream {
  const out = new Float64Array(width);
  return {
    next(inputs) {
      out.fill(NaN);
      if (known(inputs)) step(inputs, out);
      return out;
    },
  };
}

function drive(step: Step, columns: readonly Float64Array[], width: number): readonly Float64Array[] {
  const length = columns[0]!.length;
  const outputs = Array.from({ length: width }, () => new Float64Array(length));
  const row = new Float64Array(columns.length);
  const out = new Float64Array(width);
  for (let at = 0; at < length; at++) {
    for (let input = 0; input < row.length; input++) row[input] = columns[input]![at]!;
    out[0] = NaN;
    for (let output = 1; output < width; output++) out[output] = NaN;
    if (known(row)) step(row, out);
    for (let output = 0; output < width; output++) outputs[output]![at] = out[output]!;
  }
  return outputs;
}

function known(row: ArrayLike<number>): boolean {
  for (let input = 0; input < row.length; input++) if (Number.isNaN(row[input]!)) return false;
  return true;
}
