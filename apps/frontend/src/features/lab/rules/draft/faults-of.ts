import { AppError, type FieldFault } from '@orbiquant/kernel';
import { parseRules, type Rules } from '@orbiquant/strategy';
import type { JsonRecord } from './json.ts';

/** Rules as they are checked: sound, or everything that is wrong, each fault under the path of its field. */
export type CheckedRules = { ok: true; rules: Rules } | { ok: false; faults: readonly FieldFault[] };

/** The same check that the server makes before it saves. */
export function checkedRules(draft: JsonRecord): CheckedRules {
  try {
    return { ok: true, rules: parseRules(draft) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
    const faults = error.options.errors ?? [];
    return {
      ok: false,
      faults: faults.length > 0 ? faults : [{ path: '', code: 'invalid-value', message: error.message }],
    };
  }
}
