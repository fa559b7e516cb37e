import type { SettlementFigures, SettlementReport } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import type { Attributed } from './attribute.ts';
import type { PoolStanding } from './day-input.ts';

const RATIO_PLACES = 12;

/** What results add up to, beside the capital that worked for them; what the venue paid or took by itself is no operation. */
export function figuresOf(results: readonly Attributed[], pools: readonly PoolStanding[]): SettlementFigures {
  let [profitMinor, lossMinor, wins, losses] = [0n, 0n, 0, 0];
  for (const { minor, isTrade } of results) {
    const operation = Number(isTrade);
    if (minor > 0n) [profitMinor, wins] = [profitMinor + minor, wins + operation];
    if (minor < 0n) [lossMinor, losses] = [lossMinor + minor, losses + operation];
  }
  const netMinor = profitMinor + lossMinor;
  const poolMinor = pools.length === 0 ? null : pools.reduce((sum, { navMinor }) => sum + navMinor, 0n);
  return {
    profitMinor,
    lossMinor,
    netMinor,
    operations: results.filter(({ isTrade }) => isTrade).length,
    wins,
    losses,
    poolMinor,
    roi: roiOf(netMinor, poolMinor),
  };
}

/** Net over pool, exact to 10^-12, half-even; null where nothing worked. */
function roiOf(netMinor: bigint, poolMinor: bigint | null): Decimal | null {
  if (poolMinor === null || poolMinor <= 0n) return null;
  return new Decimal(netMinor.toString()).div(new Decimal(poolMinor.toString())).toDecimalPlaces(RATIO_PLACES);
}

/** Results by agent, in the order of their names; what belongs to no agent is left out. */
export function agentFigures(
  results: readonly Attributed[],
  pools: readonly PoolStanding[],
): SettlementReport['agents'] {
  const agentIds = new Set([
    ...results.flatMap(({ agentId, userId }) => (agentId && !userId ? [agentId] : [])),
    ...pools.map(({ agentId }) => agentId),
  ]);
  return [...agentIds].sort().map((agentId) => ({
    agentId,
    ...figuresOf(
      results.filter((result) => result.agentId === agentId && !result.userId),
      pools.filter((pool) => pool.agentId === agentId),
    ),
  }));
}

/** Results by what was traded where. */
export function symbolFigures(results: readonly Attributed[]): SettlementReport['symbols'] {
  const sums = new Map<string, SettlementReport['symbols'][number]>();
  for (const { symbol, exchange, minor, isTrade } of results) {
    const sum = sums.get(`${symbol}\n${exchange}`) ?? { symbol, exchange, netMinor: 0n, operations: 0 };
    sums.set(`${symbol}\n${exchange}`, {
      ...sum,
      netMinor: sum.netMinor + minor,
      operations: sum.operations + Number(isTrade),
    });
  }
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sum]) => sum);
}
