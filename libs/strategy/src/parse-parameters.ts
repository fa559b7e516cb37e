import { AppError, type FieldFault } from '@orbiquant/kernel';
import type { ParameterSpec, ParameterValues } from '@orbiquant/quant';
import { closestNames } from './closest-names.ts';
import type { TradingStrategy } from './trading-strategy.ts';

/** The values that a strategy has when nobody sets any. */
export const defaultParameters = ({ parameters }: TradingStrategy): ParameterValues =>
  Object.fromEntries(Object.entries(parameters).map(([name, spec]) => [name, spec.default]));

/**
 * A strategy's parameters as a user gave them, checked; what is missing takes its default.
 *
 * @throws AppError `invalid-input` with every fault at once, each under `params.<name>`.
 */
export function parseParameters(strategy: TradingStrategy, input: Readonly<Record<string, unknown>>): ParameterValues {
  const faults = Object.entries(input).flatMap(([name, value]) => faultOf(strategy, name, value));
  const values = { ...defaultParameters(strategy), ...(input as ParameterValues) };
  const all = faults.length > 0 ? faults : (strategy.conflicts?.(values) ?? []);
  if (all.length > 0) throw new AppError('invalid-input', `${strategy.name}: ${all[0]!.message}`, { errors: all });
  return values;
}

function faultOf({ name: strategy, parameters }: TradingStrategy, name: string, value: unknown): FieldFault[] {
  const path = `params.${name}`;
  const spec = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!spec) {
    const hint = closestNames(name, Object.keys(parameters)).join(', ');
    return [{ path, code: 'unknown-parameter', message: `${strategy} has no parameter ${name}; it has ${hint}` }];
  }
  if (typeof value !== 'number' || !Number.isFinite(value))
    return [{ path, code: 'not-a-number', message: `${name} is a number` }];
  return rangeFault(path, { name, spec, value });
}

function rangeFault(
  path: string,
  { name, spec, value }: { name: string; spec: ParameterSpec; value: number },
): FieldFault[] {
  if (spec.kind === 'integer' && !Number.isInteger(value))
    return [{ path, code: 'not-whole', message: `${name} is a whole number` }];
  if (value >= spec.min && value <= spec.max) return [];
  return [{ path, code: 'out-of-range', message: `${name} lies between ${spec.min} and ${spec.max}` }];
}
