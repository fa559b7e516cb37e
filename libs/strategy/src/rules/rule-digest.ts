import { digestOf } from '@orbiquant/kernel';
import type { Rules } from './language/rules.ts';
import { normaliseRules } from './normalise-rules.ts';

/**
 * Names a version of a rule set: equal rules have equal digests, in whatever order their fields and named things were
 * written. 64 hex digits.
 */
export const ruleDigest = (rules: Rules): string => digestOf(normaliseRules(rules));
