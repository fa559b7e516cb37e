import { z } from 'zod';

/** Names of parameters and series: a letter, then letters, digits, dashes or underscores; at most 40. */
export const RuleName = z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'a letter, then letters, digits, - or _; at most 40');

/** A number as written, or a declared parameter that an optimiser may turn. */
export const RuleNumber = z.union([z.number(), z.strictObject({ parameter: RuleName })], { error: 'number' });
export type RuleNumber = z.output<typeof RuleNumber>;

/** How many bars back a value is taken: 0 is the newest closed bar. Never forwards. */
export const Shift = z.number().int().min(0).max(5_000);

/** A parameter of the rule set: what an optimiser may try, and what holds when nobody says otherwise. */
export const RuleParameter = z.strictObject({
  name: RuleName,
  kind: z.enum(['integer', 'number']),
  min: z.number(),
  max: z.number(),
  default: z.number(),
});
export type RuleParameter = z.output<typeof RuleParameter>;
