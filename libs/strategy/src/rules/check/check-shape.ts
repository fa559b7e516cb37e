import { RuleFaults } from './rule-fault.ts';

/** JSON levels that twelve nested conditions with their operands need, and some. */
const LEVELS_MAX = 40;
/** Values of 300 nodes, the parameters and the texts, with room to spare. */
const VALUES_MAX = 6_000;

/**
 * Looks at how large and deep something is before anything recurses into it.
 *
 * @throws AppError `invalid-input`, codes `too-deep` and `too-large`.
 */
export function checkShape(input: unknown): void {
  const faults = new RuleFaults();
  const waiting: { value: unknown; level: number }[] = [{ value: input, level: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++seen > VALUES_MAX) faults.add('', 'too-large', `a rule set holds at most ${VALUES_MAX} values`);
    if (next.level > LEVELS_MAX) faults.add('', 'too-deep', `a rule set is at most ${LEVELS_MAX} levels deep`);
    faults.refuse();
    if (typeof next.value !== 'object' || next.value === null) continue;
    const inside = Object.values(next.value);
    if (inside.length > VALUES_MAX) faults.add('', 'too-large', `a rule set holds at most ${VALUES_MAX} values`);
    else for (const value of inside) waiting.push({ value, level: next.level + 1 });
  }
  faults.refuse();
}
