import type { DisputeObject, RefundObject } from '@orbiquant/payments';

/** A refund as it is kept: money as text. */
export type RefundJson = { id: string; cents: string; failed: boolean };
/** A dispute as it is kept: money as text. */
export type DisputeJson = { id: string; stage: DisputeObject['stage']; cents: string; feeCents: string };

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));

/** Refunds as the text of a jsonb column. */
export const refundsJson = (refunds: readonly RefundObject[]): string => text(refunds);
/** Refunds from a jsonb column. */
export const readRefunds = (refunds: readonly RefundJson[]): RefundObject[] =>
  refunds.map(({ cents, ...rest }) => ({ ...rest, cents: BigInt(cents) }));

/** A dispute as the text of a jsonb column. */
export const disputeJson = (dispute: DisputeObject | null): string | null => dispute && text(dispute);
/** A dispute from a jsonb column. */
export const readDispute = (dispute: DisputeJson | null): DisputeObject | null =>
  dispute && { ...dispute, cents: BigInt(dispute.cents), feeCents: BigInt(dispute.feeCents) };

/** Anything with bigints in it as the text of a jsonb column, for people to read. */
export const causeJson = text;

/** Epoch ms as an instant of the database. */
export const instantOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
