import type { Disposition, SettlementReport } from '@orbiquant/contracts';
import { distribute } from '@orbiquant/pamm';
import type { Attributed } from './attribute.ts';
import type { PoolStanding } from './day-input.ts';

const WHOLE_E6 = 1_000_000n;
/** Who has what belongs to nobody else. */
export const HOUSE = 'house';

type Shares = SettlementReport['shares'];

/**
 * Whose the results are: a person's own to that person, an agent's to the holders of its pools by units, and the rest to
 * the house. The shares sum to the net result to the minor unit, whoever is asked first.
 */
export function shareOut(
  results: readonly Attributed[],
  pools: readonly PoolStanding[],
  dispositions: ReadonlyMap<string, Disposition>,
): Shares {
  const pooled = new Map<string, bigint>();
  const own = new Map<string, bigint>();
  for (const [agentId, minor] of sumBy(
    results.filter(({ userId }) => !userId),
    ({ agentId }) => agentId ?? '',
  ))
    for (const [holder, share] of ofAgent(
      minor,
      pools.filter((pool) => pool.agentId === agentId),
    ))
      add(pooled, holder, share);
  for (const [userId, minor] of sumBy(
    results.filter(({ userId }) => userId),
    ({ userId }) => userId!,
  ))
    add(own, userId, minor);
  const holders = new Set([...pooled.keys(), ...own.keys()]);
  return [...holders].sort().map((holder) => {
    const [pooledMinor, ownMinor] = [pooled.get(holder) ?? 0n, own.get(holder) ?? 0n];
    const disposition = dispositions.get(holder) ?? 'reinvest';
    return { holder, pooledMinor, ownMinor, totalMinor: pooledMinor + ownMinor, disposition };
  });
}

/** An agent's result: to its products by their parts of its account, in each by units. What no product has is the house's. */
function ofAgent(minor: bigint, pools: readonly PoolStanding[]): Array<[string, bigint]> {
  const held = pools.filter(({ holders }) => holders.some(({ units }) => units > 0n));
  const parts = held.map(({ productId, venueShareE6 }) => ({ id: productId, weight: venueShareE6 }));
  const rest = WHOLE_E6 - parts.reduce((sum, { weight }) => sum + weight, 0n);
  const shares = distribute(minor, [...parts, { id: HOUSE, weight: rest > 0n ? rest : 0n }]);
  return [
    ...held.flatMap((pool, index) => ofPool(shares[index]!, pool)),
    ...(shares.at(-1)! === 0n ? [] : [[HOUSE, shares.at(-1)!] satisfies [string, bigint]]),
  ];
}

function ofPool(minor: bigint, { holders }: PoolStanding): Array<[string, bigint]> {
  const shares = distribute(
    minor,
    holders.map(({ holder, units }) => ({ id: holder, weight: units })),
  );
  return holders.map(({ holder }, index) => [holder, shares[index]!]);
}

function sumBy(results: readonly Attributed[], keyOf: (result: Attributed) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const result of results) add(sums, keyOf(result), result.minor);
  return sums;
}

const add = (sums: Map<string, bigint>, key: string, minor: bigint): void =>
  void sums.set(key, (sums.get(key) ?? 0n) + minor);
