import type { ParameterValues } from '@orbiquant/quant';
import { RULE_LIMITS } from '../language/rule-limits.ts';
import { lookBacksOf, tellLookBacks, type LookBack } from './look-back.ts';
import type { RuleFaults } from './rule-fault.ts';
import type { RuleModel } from './rule-model.ts';

/** Holds look-backs to their bound, with every parameter at its largest. */
export function checkLookBack(model: RuleModel, faults: RuleFaults): void {
  const values: ParameterValues = Object.fromEntries(
    [...model.parameters.values()].map(({ name, max }) => [name, max]),
  );
  const { lookBackBars, lookBackBarsTotal } = RULE_LIMITS;
  const check = (path: string, needed: LookBack): void => {
    const bars = longest(needed);
    if (bars > lookBackBars)
      faults.add(path, 'look-back-too-long', `it looks back ${bars} bars; at most ${lookBackBars} are allowed`);
  };
  const found = lookBacksOf(model, values);
  const total = [...found.values()].reduce((sum, needed) => sum + longest(needed), 0);
  if (total > lookBackBarsTotal)
    faults.add('series', 'look-back-too-long', `all series together look back at most ${lookBackBarsTotal} bars`);
  for (const [name, needed] of found) check(model.series.get(name)!.path, needed);
  faults.refuse();
  tellLookBacks(model, values, check);
}

const longest = (needed: LookBack): number => Math.max(0, ...needed.values());
