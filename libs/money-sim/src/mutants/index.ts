import { HOUSE_MUTANTS } from './house-mutants.ts';
import type { Mutant } from './mutant.ts';
import { PAYOUT_MUTANTS } from './payout-mutants.ts';
import { POOL_MUTANTS } from './pool-mutants.ts';
import { TRADING_MUTANTS } from './trading-mutants.ts';

/** Every seeded defect. */
export const MUTANTS: readonly Mutant[] = [...PAYOUT_MUTANTS, ...HOUSE_MUTANTS, ...TRADING_MUTANTS, ...POOL_MUTANTS];
