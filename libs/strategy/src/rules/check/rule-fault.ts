import { AppError, type FieldFault } from '@orbiquant/kernel';
import { closestNames } from '../../closest-names.ts';
import { RULE_LIMITS } from '../language/rule-limits.ts';
import type { RuleFaultCode } from '../rule-codes.ts';

/** Collects what is wrong with a rule set, so that all of it is told at once; bounded, because a stranger wrote it. */
export class RuleFaults {
  private readonly found: FieldFault[] = [];

  add(path: string, code: RuleFaultCode, message: string): void {
    if (this.found.length < RULE_LIMITS.faults) this.found.push({ path, code, message });
  }

  get all(): readonly FieldFault[] {
    return this.found;
  }

  /** @throws AppError `invalid-input` when there is any fault. */
  refuse(): void {
    if (this.found.length > 0)
      throw new AppError('invalid-input', `${this.found[0]!.path || 'rules'}: ${this.found[0]!.message}`, {
        errors: this.found,
      });
  }
}

/** `, did you mean a, b, c?` with the nearest names; nothing when there are none. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = closestNames(name.slice(0, 60).toLowerCase(), known);
  return near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; there are none';
}

/** `entries.long.all[1]`: how a path is written. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${shown(step)}`)).join('');

const shown = (step: PropertyKey): string => String(step).slice(0, 60);
