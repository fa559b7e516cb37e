import { z } from 'zod';
import { SUM_LIMIT } from './hash-sums.ts';

/** A sum on the wire: one text for one number, so that no byte of it can change unnoticed. */
const sum = z.codec(
  z.string().regex(/^(0|[1-9]\d{0,38})$/, 'a whole number without sign or leading zeros'),
  z.bigint().min(0n).lt(SUM_LIMIT),
  { decode: (text) => BigInt(text), encode: (value) => value.toString() },
);
const hash = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');
/** More leaves than people; keeps a hostile proof short. */
const LEAVES_MAX = 2 ** 40;

/** What an investor holds at a strike: units in steps of 10^-12, balance in minor units. */
export const PoolLeafShape = z.strictObject({ pseudonym: hash, units: sum, balance: sum });

/** What a pool publishes at a strike: the hash that binds everything below it, the sums of all units and balances, how many investors. */
export const PoolRoot = z.strictObject({
  hash,
  units: sum,
  balance: sum,
  leaves: z.number().int().min(0).max(LEAVES_MAX),
});
export type PoolRoot = z.output<typeof PoolRoot>;

/** What an investor downloads: the own leaf, its place, and the neighbours on the way to the root, lowest first. */
export const PoolProof = z.strictObject({
  leaf: PoolLeafShape,
  index: z.number().int().min(0).max(LEAVES_MAX),
  siblings: z.array(z.strictObject({ hash, units: sum, balance: sum })).max(40),
});
export type PoolProof = z.output<typeof PoolProof>;
