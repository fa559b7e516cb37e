import type { FieldFault } from '@orbiquant/kernel';
import { AppError } from '@orbiquant/kernel';
import type { ParameterSpec, ParameterSpecs, ParameterValues } from './indicator.ts';

/**
 * Checks what a user has set against what an indicator or strategy takes, and fills in what was left out.
 *
 * @param specs  What may be set. @param given What was set, from anywhere: nothing about it is taken on trust.
 * @throws       `AppError` `invalid-input` that lists every fault at `params.<name>`.
 */
export function checkParameters(specs: ParameterSpecs, given: Readonly<Record<string, unknown>>): ParameterValues {
  const faults = [
    ...Object.keys(given).flatMap((name) => (Object.hasOwn(specs, name) ? [] : [unknownName(name, specs)])),
    ...Object.entries(specs).flatMap(([name, spec]) => faultOf(name, spec, given[name])),
  ];
  if (faults.length > 0)
    throw new AppError('invalid-input', faults.map(({ message }) => message).join(' '), { errors: faults });
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, (given[name] as number | undefined) ?? spec.default]),
  );
}

function unknownName(name: string, specs: ParameterSpecs): FieldFault {
  const known = Object.keys(specs).join(', ') || 'none';
  const shown = name.slice(0, 60);
  return { path: `params.${shown}`, code: 'unknown', message: `There is no parameter '${shown}'; there is ${known}.` };
}

function faultOf(name: string, { kind, min, max }: ParameterSpec, value: unknown): FieldFault[] {
  const fault = (code: string, rule: string): FieldFault[] => [
    { path: `params.${name}`, code, message: `Parameter ${name} ${rule}.` },
  ];
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault('not-a-number', 'must be a finite number');
  if (kind === 'integer' && !Number.isInteger(value)) return fault('not-an-integer', 'must be a whole number');
  if (value < min || value > max) return fault('out-of-range', `must lie between ${min} and ${max}`);
  return [];
}
