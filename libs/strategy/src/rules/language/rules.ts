import { z } from 'zod';
import { Condition } from './condition.ts';
import { Operand } from './operand.ts';
import { RuleName, RuleNumber, RuleParameter } from './rule-number.ts';
import { Series } from './series.ts';

/** So many times a series in quote units, such as an average true range. */
const Ranges = z.strictObject({ ranges: RuleNumber, of: RuleName });
/** A share of the close that was decided on, in percent. */
const Percent = z.strictObject({ percent: RuleNumber });
/** A price, where it stands when the entry is decided. */
const Level = z.strictObject({ level: Operand });
/** So many times the distance to the stop. */
const Risks = z.strictObject({ risks: RuleNumber });

/** Where a position is given up; fixed when the entry is decided. */
export const Stop = z.union([Ranges, Percent, Level], { error: 'stop' });
export type Stop = z.output<typeof Stop>;
/** Where its profit is taken. */
export const Target = z.union([Ranges, Percent, Level, Risks], { error: 'target' });
export type Target = z.output<typeof Target>;
/** How far behind the best price a stop follows; the distance is fixed when the entry is decided. */
export const Trail = z.union([Ranges, Percent], { error: 'trail' });
export type Trail = z.output<typeof Trail>;

/** How a position ends: whichever comes first. */
export const Exits = z.strictObject({
  when: Condition.optional(),
  stop: Stop.optional(),
  target: Target.optional(),
  trail: Trail.optional(),
  /** Bars after which it is given up at the next open. */
  barsMax: RuleNumber.optional(),
});
export type Exits = z.output<typeof Exits>;

/** How much an entry stakes; the engine's sizes. */
export const Sizing = z.strictObject({
  kind: z.enum(['equity-fraction', 'risk-fraction', 'quantity', 'notional']),
  value: RuleNumber,
});

/** A strategy that a user has written down as rules: no code, no loops, nothing that it could see of the future. */
export const Rules = z.strictObject({
  schema: z.literal(1),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words with dashes')
    .max(60),
  description: z.string().max(500).optional(),
  parameters: z.array(RuleParameter).max(200).optional(),
  series: z.array(Series).max(400),
  entries: z.strictObject({ long: Condition.optional(), short: Condition.optional() }),
  exits: z.strictObject({ long: Exits.optional(), short: Exits.optional() }).optional(),
  sizing: Sizing,
  /** Bars after the end of a position before the next entry. */
  cooldownBars: RuleNumber.optional(),
});
export type Rules = z.output<typeof Rules>;
export type Side = 'long' | 'short';
