import type { SearchRange } from '@orbiquant/contracts';
import { AppError, type FieldFault } from '@orbiquant/kernel';
import type { ParameterSpec, ParameterValues } from '@orbiquant/quant';
import type { TradingStrategy } from '@orbiquant/strategy';

/** One searched parameter: the values it may take, ascending. */
export type Axis = { readonly name: string; readonly values: readonly number[] };

/** What a search may choose from: values of each searched parameter; the others keep theirs. */
export type SearchSpace = { readonly axes: readonly Axis[]; readonly fixed: ParameterValues };

/** Values of one axis at most. */
const VALUES_MAX = 1_000;
/** Steps may miss their end by rounding, and nothing else. */
const SLACK = 1e-9;

/**
 * The space that ranges span.
 *
 * @throws AppError `invalid-input` with every fault, each under `search.ranges.<name>`.
 */
export function searchSpace(
  strategy: TradingStrategy,
  ranges: Readonly<Record<string, SearchRange>>,
  fixed: ParameterValues,
): SearchSpace {
  const faults = Object.entries(ranges).flatMap(([name, range]) => faultsOf(strategy, name, range));
  if (Object.keys(ranges).length === 0) faults.push(fault('search.ranges', 'empty', 'name a parameter to search'));
  if (faults.length > 0) throw new AppError('invalid-input', faults[0]!.message, { errors: faults });
  const axes = Object.entries(ranges)
    .map(([name, range]) => ({ name, values: valuesOf(range) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { axes, fixed };
}

/** How many combinations a space holds. */
export const sizeOf = ({ axes }: SearchSpace): number => axes.reduce((size, { values }) => size * values.length, 1);

/** The combination at `index` of the space, the last axis turning fastest. */
export function combinationAt({ axes, fixed }: SearchSpace, index: number): ParameterValues {
  const chosen: Record<string, number> = { ...fixed };
  let rest = index;
  for (const { name, values } of axes.toReversed()) {
    chosen[name] = values[rest % values.length]!;
    rest = Math.floor(rest / values.length);
  }
  return chosen;
}

function faultsOf({ parameters }: TradingStrategy, name: string, range: SearchRange): FieldFault[] {
  const path = `search.ranges.${name}`;
  const spec = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (spec) return rangeFaults(path, { name, spec, range });
  const message = `there is no parameter ${name}; there are ${Object.keys(parameters).join(', ')}`;
  return [fault(path, 'unknown-parameter', message)];
}

type Searched = { name: string; spec: ParameterSpec; range: SearchRange };

function rangeFaults(path: string, { name, spec, range: { from, to, step } }: Searched): FieldFault[] {
  if (to < from) return [fault(path, 'out-of-order', `${name}: the range ends before it begins`)];
  if (from < spec.min || to > spec.max)
    return [fault(path, 'out-of-range', `${name} lies between ${spec.min} and ${spec.max}`)];
  if (spec.kind === 'integer' && ![from, step].every(Number.isInteger))
    return [fault(path, 'not-whole', `${name} takes whole numbers`)];
  if ((to - from) / step >= VALUES_MAX) return [fault(path, 'too-many', `${name}: at most ${VALUES_MAX} values`)];
  return [];
}

const fault = (path: string, code: string, message: string): FieldFault => ({ path, code, message });

function valuesOf({ from, to, step }: SearchRange): number[] {
  const count = Math.floor((to - from) / step + SLACK) + 1;
  // from + k x step, rounded to the decimals of the step, so that 0.1 + 2 x 0.1 is 0.3
  return Array.from({ length: count }, (_unused, k) => Number((from + k * step).toPrecision(12)));
}
