import { Decimal } from '@orbiquant/kernel';
import { z } from 'zod';

/** Owed numbers: a plain decimal string on the wire, `Decimal` in memory. */
export const decimalText = z.codec(
  z
    .string()
    .max(80)
    .regex(/^-?\d+(\.\d+)?$/, 'a plain decimal such as 12.50'),
  z.instanceof(Decimal),
  {
    decode: (text) => new Decimal(text),
    encode: (value) => value.toFixed(),
  },
);

/** Booked numbers: minor units as a string of digits on the wire, `bigint` in memory. */
export const minorUnits = z.codec(
  z
    .string()
    .max(40)
    .regex(/^-?\d+$/, 'a whole number of minor units'),
  z.bigint(),
  {
    decode: (text) => BigInt(text),
    encode: (value) => value.toString(),
  },
);

/** An instant: epoch milliseconds, UTC. */
export const epochMs = z.number().int().min(0).max(8_640_000_000_000_000);

/** An instant in a query string. */
export const epochMsText = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

/** A page size in a query string, 1..`max`. */
export const limitText = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

/** The cursor of every market read: nothing that became known after it may show. Left out, it means now. */
export const asOfQuery = { asOf: epochMsText.optional() };
