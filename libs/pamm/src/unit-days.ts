import { distribute } from './distribute.ts';

/** Units that somebody held over a time, from `fromMs` (included) to `toMs` (not). */
export type UnitSpan = { id: string; units: bigint; fromMs: number; toMs: number };

/**
 * Divides a sum over those who held units in a period, in proportion to units x time, exactly: who joins or leaves in
 * the middle has a share for the time held. Spans are cut to the period.
 *
 * @returns  Shares by id, adding up to `totalMinor`. Empty when nobody held anything in the period.
 */
export function distributeByUnitDays(
  totalMinor: bigint,
  spans: readonly UnitSpan[],
  period: { fromMs: number; toMs: number },
): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const { id, units, fromMs, toMs } of spans) {
    const ms = Math.min(toMs, period.toMs) - Math.max(fromMs, period.fromMs);
    if (ms > 0) held.set(id, (held.get(id) ?? 0n) + units * BigInt(ms));
  }
  const weights = [...held].map(([id, weight]) => ({ id, weight })).filter(({ weight }) => weight > 0n);
  if (weights.length === 0) return new Map();
  const shares = distribute(totalMinor, weights);
  return new Map(weights.map(({ id }, index) => [id, shares[index]!]));
}
