import { z } from 'zod';
import type { Decision } from '@orbiquant/stripe-emulator';

const amount = z.union([z.string().regex(/^\d{1,15}$/), z.number().int().positive()]).transform(BigInt);
const currency = z.string().regex(/^[a-z]{3}$/);
const code = z.string().min(1).default('account_closed');
const id = z.string().min(1);

const Fate = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('paid') }),
  z.object({ outcome: z.literal('failed'), code }),
  z.object({ outcome: z.literal('returned'), code, afterMs: z.number().int().min(0) }),
]);

const BOOK_FAULTS = [
  'stored-500-executed',
  'stored-500-not-executed',
  'key-in-use',
  'lock-timeout',
  'rate-limit',
  'platform-short',
] as const;

/** A decision as it comes over the wire; amounts are minor units, as text or whole numbers. */
export const DecisionOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next-payout'), account: id.optional(), fate: Fate }),
  z.object({ kind: z.literal('payout-fate'), payout: id, fate: Fate }),
  z.object({ kind: z.literal('return-payout'), payout: id, code }),
  z.object({ kind: z.literal('next-card'), card: id }),
  z.object({ kind: z.literal('dispute'), charge: id, reason: z.string().optional() }),
  z.object({ kind: z.literal('settle-dispute'), dispute: id, outcome: z.enum(['won', 'lost']) }),
  z.object({ kind: z.literal('dashboard-refund'), charge: id, amount: amount.optional() }),
  z.object({ kind: z.literal('fail-refund'), refund: id }),
  z.object({ kind: z.literal('dashboard-payout'), account: id.optional(), amount, currency }),
  z.object({ kind: z.literal('top-up'), amount, currency }),
  z.object({ kind: z.literal('close-account'), account: id }),
  z.object({
    kind: z.literal('fault'),
    fault: z.enum(BOOK_FAULTS),
    path: z.string().optional(),
    count: z.number().int().positive().optional(),
  }),
]) satisfies z.ZodType<Decision>;
