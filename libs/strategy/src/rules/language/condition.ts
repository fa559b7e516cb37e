import { z } from 'zod';
import { ColumnOperand, Operand } from './operand.ts';
import { RuleNumber } from './rule-number.ts';

/** How two figures are compared; `at-least` and `at-most` include equality. */
export const COMPARISONS = ['above', 'below', 'at-least', 'at-most', 'equals'] as const;
/** UTC days, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:30, UTC');

const Compare = z.strictObject({ compare: z.enum(COMPARISONS), left: Operand, right: Operand });
/** True at the bar at which the left comes to stand beyond the right, which it did not one bar before. */
const Crosses = z.strictObject({ crosses: z.enum(['above', 'below']), left: Operand, right: Operand });
/** Each of the last `bars` steps went that way, in bars of the operand's own interval. */
const Trend = z.strictObject({ trend: z.enum(['rising', 'falling']), of: ColumnOperand, bars: RuleNumber });
/** The first stands no farther from the second than a share of the second. */
const Within = z.strictObject({ within: Operand, of: Operand, percent: RuleNumber });
/** Both ends included. */
const Between = z.strictObject({ between: Operand, low: Operand, high: Operand });
/** The instant of decision (the close of the bar) lies in [from, to), UTC; from after to goes over midnight. */
const Time = z.strictObject({ time: z.strictObject({ from: clock, to: clock }) });
/** The UTC day of the instant of decision. */
const Days = z.strictObject({ weekday: z.array(z.enum(WEEKDAYS)).min(1).max(7) });

/** What holds or does not at the close of a bar; neither while something it reads is in warm-up. */
export type Condition =
  | z.output<typeof Compare>
  | z.output<typeof Crosses>
  | z.output<typeof Trend>
  | z.output<typeof Within>
  | z.output<typeof Between>
  | z.output<typeof Time>
  | z.output<typeof Days>
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { becomes: Condition };

const inner: z.ZodType<Condition> = z.lazy(() => Condition);
const several = z.array(inner).min(1).max(100);

export const Condition: z.ZodType<Condition> = z.union(
  [
    Compare,
    Crosses,
    Trend,
    Within,
    Between,
    Time,
    Days,
    z.strictObject({ all: several }),
    z.strictObject({ any: several }),
    z.strictObject({ not: inner }),
    /** True at the first bar of a stretch at which the inner condition holds. */
    z.strictObject({ becomes: inner }),
  ],
  { error: 'condition' },
);
