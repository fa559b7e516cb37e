import { RULE_LIMITS } from '../language/rule-limits.ts';
import type { Rules } from '../language/rules.ts';
import type { RuleFaults } from './rule-fault.ts';
import { walkRules } from './walk-rules.ts';

/** Holds a rule set to its bounds: series, parameters, nodes, depth of conditions. */
export function checkSize(rules: Rules, faults: RuleFaults): void {
  const { depth, nodes, series, parameters } = RULE_LIMITS;
  if (rules.series.length > series) faults.add('series', 'too-large', `there are at most ${series} series`);
  if ((rules.parameters?.length ?? 0) > parameters)
    faults.add('parameters', 'too-large', `there are at most ${parameters} parameters`);
  let count = rules.series.length;
  walkRules(rules, {
    operand: () => void count++,
    condition: (_condition, spot) => {
      count++;
      if (spot.depth === depth + 1) faults.add(spot.path, 'too-deep', `conditions are nested at most ${depth} deep`);
    },
  });
  if (count > nodes) faults.add('', 'too-large', `a rule set has at most ${nodes} nodes; this one has ${count}`);
}
