import { checkRules } from './check/check-rules.ts';
import type { Rules } from './language/rules.ts';

/**
 * Rules from anywhere, checked whole: what is given back can be compiled, kept, compared and read out.
 *
 * @throws AppError `invalid-input` with every fault under the path of its field.
 */
export const parseRules = (input: unknown): Rules => checkRules(input).rules;
