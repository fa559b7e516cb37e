import { AppError } from '@orbiquant/kernel';
import type { Bars } from './bars.ts';
import { checkBars } from './check-bars.ts';
import { checkParameters } from './check-parameters.ts';
import type { Indicator, InputColumns, ParameterValues } from './indicator.ts';
import { indicatorNamed } from './registry.ts';

/** What was computed: every output by name, and the parameters that were used, defaults filled in. */
export type ComputedIndicator = {
  readonly indicator: Indicator;
  readonly parameters: ParameterValues;
  readonly outputs: Readonly<Record<string, Float64Array>>;
};

/** What to compute over, beside the bars: `source` replaces the close for indicators that read a single series. */
export type IndicatorRequest = {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly source?: Float64Array;
};

/**
 * Computes an indicator for a user: everything is checked first, and every fault is named.
 *
 * @param request  The indicator's name, what was set of its parameters, and the series to read, as long as the bars; leading
 *                 NaN in it is another indicator's warm-up.
 * @throws         `AppError` `invalid-input`: unknown name, faulty parameters (`params.<name>`), faulty bars, or fewer bars than
 *                 the first value needs, with the number that is needed.
 */
export function computeIndicator(request: IndicatorRequest, bars: Bars): ComputedIndicator {
  const indicator = indicatorNamed(request.name);
  const parameters = checkParameters(indicator.parameters, request.parameters ?? {});
  checkBars(bars);
  const source = request.source ?? bars.close;
  checkSource(source, bars.close.length);
  checkEnough(indicator, { length: knownLength(source), needed: Math.min(...indicator.warmUp(parameters)) + 1 });
  const columns: InputColumns = { ...bars, source };
  const outputs = indicator.batch(columns, parameters);
  return {
    indicator,
    parameters,
    outputs: Object.fromEntries(indicator.outputs.map((name, at) => [name, outputs[at]!])),
  };
}

function checkSource(source: Float64Array, length: number): void {
  const known = source.subarray(source.length - knownLength(source));
  if (source.length === length && known.every((value) => Number.isFinite(value))) return;
  throw faultAt('source', 'The source series is as long as the bars and finite after its warm-up.');
}

function checkEnough({ name }: Indicator, { length, needed }: { length: number; needed: number }): void {
  if (length >= needed) return;
  throw faultAt('bars', `Indicator ${name} needs at least ${needed} bars with these parameters; there are ${length}.`);
}

function faultAt(path: string, message: string): AppError {
  return new AppError('invalid-input', message, { errors: [{ path, code: 'invalid', message }] });
}

function knownLength(source: Float64Array): number {
  const start = source.findIndex((value) => !Number.isNaN(value));
  return start < 0 ? 0 : source.length - start;
}
