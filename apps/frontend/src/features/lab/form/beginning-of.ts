import type { LabOrder, StrategyInfo } from '@orbiquant/contracts';
import { readDraft } from './draft.ts';
import { firstForm } from './first-form.ts';
import { formOf } from './form-of.ts';
import { prefilled, type Prefill } from './prefill.ts';
import type { RunForm } from './run-form.ts';
import type { Coverage } from './use-coverage.ts';
import { wishesOf, withRules } from './with-rules.ts';

/** What a form begins with: an earlier run, somebody's rules, or nothing. */
export type Start = {
  strategies: readonly StrategyInfo[];
  base: LabOrder | null;
  rules: LabOrder['rules'];
  coverage: Coverage | null;
};

type Given = { symbols: readonly string[]; language: string; changes: Prefill };

/** The form to begin with and the strategies to choose from: somebody's rules are one of them where the run is of rules. */
export function beginningOf(start: Start, { symbols, language, changes }: Given) {
  const { coverage, rules } = start;
  const form = untouched(start, { symbols, language, changes });
  const strategies = withRules(start.strategies, form.rules);
  const period = form.from === '' && form.to === '' ? ('all' as const) : undefined;
  const wanted = { ...changes, ...(rules ? wishesOf(rules) : {}), period: changes.period ?? period };
  return { first: prefilled(form, wanted, { strategies, coverage, language }), strategies };
}

/** The form before the address has its say. A draft is taken up only where the address wants nothing. */
function untouched({ strategies, base, rules }: Start, { symbols, language, changes }: Given): RunForm {
  if (base) return formOf(base, { strategies: withRules(strategies, base.rules), symbols, language });
  const fresh = firstForm({ strategies, symbols, language });
  if (rules) return { ...fresh, rules };
  const wantsNothing = Object.values(changes).every((change) => change === undefined);
  return wantsNothing ? (readDraft(fresh) ?? fresh) : fresh;
}
