import { Decimal } from '@orbiquant/kernel';

/** `numeric` <-> Decimal, for EntitySchema columns; exact both ways. */
export const decimalColumn = {
  to: (value: Decimal | null | undefined): string | null | undefined => value?.toFixed() ?? (value as null | undefined),
  from: (text: string | null): Decimal | null => (text === null ? null : new Decimal(text)),
};

/** `numeric(38,0)` or `bigint` <-> bigint. */
export const bigintColumn = {
  to: (value: bigint | null | undefined): string | null | undefined => value?.toString() ?? (value as null | undefined),
  from: (text: string | null): bigint | null => (text === null ? null : BigInt(text)),
};

/** `timestamptz` <-> epoch ms; outside repositories nobody sees a Date. */
export const instantColumn = {
  to: (ms: number | null | undefined): Date | null | undefined => (typeof ms === 'number' ? new Date(ms) : ms),
  from: (at: Date | null): number | null => at?.getTime() ?? null,
};
