import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  emptySummary,
  joinSummaries,
  MUTANTS,
  PRODUCT,
  runNaive,
  runSeed,
  runSeeds,
  runTasks,
  shrinkSeed,
} from './index.ts';
import { FIRST_SEEDS } from './mutants/first-seeds.ts';

const REGRESSIONS = new URL('../regressions/', import.meta.url);
type Regression = { seed: number; dropped: number[]; note: string };
const regressions = readdirSync(REGRESSIONS).map(
  (name) => JSON.parse(readFileSync(new URL(name, REGRESSIONS), 'utf8')) as Regression,
);
const mutants = MUTANTS.filter(({ equivalent }) => equivalent === undefined);
const equivalents = MUTANTS.filter(({ equivalent }) => equivalent !== undefined);
const mutantOf = (id: string) => MUTANTS.find((mutant) => mutant.id === id)!;

describe('a simulated world', () => {
  it.each(regressions)('W13 once failed and holds: $note', ({ seed, dropped }) => {
    expect(runSeed(seed).violations).toEqual([]);
    expect(runSeed(seed, { dropped: new Set(dropped) }).violations).toEqual([]);
  });
  it('W4 W6 W11 P4 loses nothing, doubles nothing and leaves nothing stuck in 300 worlds', () => {
    expect(runSeeds(1, 300)).toMatchObject({
      seeds: 300,
      violations: [],
      lostMinor: '0',
      duplicateEffects: 0,
      stuckSagas: 0,
    });
  });
  it('P4 has the same trace when it is run again, here and on other threads', async () => {
    const here = runSeeds(500, 20);
    const tasks = [500, 510].map((first) => ({ kind: 'seeds', first, count: 10 }) as const);
    const there = (await runTasks(tasks, 2)).flatMap((done) => (done.kind === 'seeds' ? [done.summary] : []));
    expect(there.reduce(joinSummaries, emptySummary())).toEqual(here);
    expect(new Set([500, 501, 502].map((seed) => runSeed(seed).traceHash)).size).toBe(3);
  });
  it('W4 in most of them the job that pays, then subtracts, then records loses or doubles money', () => {
    const failed = Array.from({ length: 100 }, (_unused, at) => runNaive(at + 1)).filter((result) => result.failed);
    expect(failed.length).toBeGreaterThan(70);
  });
  it('is made smaller when it fails, and still fails for the same reason', () => {
    const seams = mutantOf('return-not-booked').apply(PRODUCT);
    const seed = FIRST_SEEDS['return-not-booked']!;
    const shrunk = shrinkSeed(seed, { seams })!;
    expect(shrunk.actions - shrunk.dropped.length).toBeLessThan(shrunk.actions / 3);
    const again = runSeed(seed, { seams, dropped: new Set(shrunk.dropped) });
    expect(again.violations.map(({ oracle }) => oracle)).toContain(shrunk.oracle);
    expect(shrinkSeed(1)).toBeNull();
  });
});

describe('a seeded defect', () => {
  it('has a seed on record for each that can be told from the product, at least forty of them', () => {
    expect(Object.keys(FIRST_SEEDS).sort()).toEqual(mutants.map(({ id }) => id).sort());
    expect(mutants.length).toBeGreaterThanOrEqual(40);
  });
  it.each(mutants)('$row $breaks: found', ({ id, apply }) => {
    expect(runSeed(FIRST_SEEDS[id]!, { seams: apply(PRODUCT) }).violations).not.toEqual([]);
  });
  it.each(equivalents)('$row $breaks: cannot be told ($equivalent)', ({ apply }) => {
    for (let seed = 1; seed <= 5; seed++) expect(runSeed(seed, { seams: apply(PRODUCT) }).violations).toEqual([]);
  });
});
