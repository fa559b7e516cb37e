import { CallError } from '../../../shared/api/call-error.ts';
import type { Fault } from './fault.ts';

/** Where the form shows the faults of each part of an order that has no field of its own. */
const HOMES: Readonly<Record<string, string>> = {
  search: 'search.ranges',
  windows: 'windows.trainBars',
  'assumptions.market': 'assumptions.allowShort',
  'assumptions.leverageMax': 'assumptions.allowShort',
  'search.objectives': 'search.objectives',
};

/** The field of the form that a path of the API means. */
export function fieldOf(path: string): string {
  const inOrder = path.replace(/^body\./, '').replace(/^params\./, 'parameters.');
  const parts = inOrder.split('.');
  if (parts[0] === 'symbols') return 'symbols';
  const known = inOrder.startsWith('search.ranges.') ? parts.slice(0, 3).join('.') : inOrder;
  return HOMES[known] ?? known;
}

/** What an answer says is wrong, each under the field it names. Empty when it names none. */
export const faultsOf = (error: unknown): Fault[] =>
  error instanceof CallError
    ? error.errors.map(({ path, code, message }) => ({ field: fieldOf(path), code, message }))
    : [];

/** The faults that no field of the form shows. */
export const homeless = (faults: readonly Fault[], shown: ReadonlySet<string>): Fault[] =>
  faults.filter(({ field }) => !shown.has(field));
