import { runNaive } from './naive-job.ts';
import { runSeed } from './run-seed.ts';
import type { Violation } from './world.ts';

/** What came of many seeds; sums do not depend on who ran which. */
export type SeedsSummary = {
  seeds: number;
  steps: number;
  /** Minor units that are more or fewer than they must be, over all worlds; signs do not cancel. */
  lostMinor: string;
  /** External effects that happened more often than once. */
  duplicateEffects: number;
  /** Things that never came to an end. */
  stuckSagas: number;
  violations: ({ seed: number } & Violation)[];
  /** Sum of all trace hashes, each mixed with its seed: 16 hex digits. */
  traceHash: string;
};

const WORD = 1n << 64n;
const MIX = 0x9e37_79b9_7f4a_7c15n;
const VIOLATIONS_MAX = 50;

export const emptySummary = (): SeedsSummary => ({
  seeds: 0,
  steps: 0,
  lostMinor: '0',
  duplicateEffects: 0,
  stuckSagas: 0,
  violations: [],
  traceHash: '0'.repeat(16),
});

/** Two summaries as one. */
export function joinSummaries(left: SeedsSummary, right: SeedsSummary): SeedsSummary {
  return {
    seeds: left.seeds + right.seeds,
    steps: left.steps + right.steps,
    lostMinor: String(BigInt(left.lostMinor) + BigInt(right.lostMinor)),
    duplicateEffects: left.duplicateEffects + right.duplicateEffects,
    stuckSagas: left.stuckSagas + right.stuckSagas,
    violations: [...left.violations, ...right.violations].slice(0, VIOLATIONS_MAX),
    traceHash: hex((BigInt(`0x${left.traceHash}`) + BigInt(`0x${right.traceHash}`)) % WORD),
  };
}

const hex = (value: bigint): string => value.toString(16).padStart(16, '0');

/** Runs seeds one after the other. */
export function runSeeds(first: number, count: number): SeedsSummary {
  let steps = 0;
  let sum = 0n;
  const violations: SeedsSummary['violations'] = [];
  for (let seed = first; seed < first + count; seed++) {
    const result = runSeed(seed);
    steps += result.steps;
    sum = (sum + BigInt(`0x${result.traceHash}`) * (BigInt(seed) * MIX + 1n)) % WORD;
    for (const violation of result.violations) violations.push({ seed, ...violation });
  }
  const of = (oracle: string): typeof violations => violations.filter((each) => each.oracle === oracle);
  return {
    seeds: count,
    steps,
    lostMinor: String(of('lost').reduce((total, { detail }) => total + sizeOf(BigInt(detail)), 0n)),
    duplicateEffects: of('O6').length,
    stuckSagas: of('O7').length,
    violations: violations.slice(0, VIOLATIONS_MAX),
    traceHash: hex(sum),
  };
}

const sizeOf = (value: bigint): bigint => (value < 0n ? -value : value);

/** In how many worlds the naive job loses, makes or doubles money. */
export function runNaives(first: number, count: number): { seeds: number; failed: number } {
  let failed = 0;
  for (let seed = first; seed < first + count; seed++) if (runNaive(seed).failed) failed += 1;
  return { seeds: count, failed };
}
