import type { Mutant } from './mutants/mutant.ts';
import { runSeed } from './run-seed.ts';
import { PRODUCT } from './seams.ts';

/** The first seed in which a defect is found, and by what; null when the budget is used up. */
export function findKill(mutant: Mutant, first: number, budget: number): { seed: number; oracle: string } | null {
  for (let seed = first; seed < first + budget; seed++) {
    const [violation] = runSeed(seed, { seams: mutant.apply(PRODUCT) }).violations;
    if (violation) return { seed, oracle: violation.oracle };
  }
  return null;
}
