import { z } from 'zod';
import { Interval, Symbol } from './candles.ts';
import { epochMs } from './codecs.ts';

/** What a run of the lab does with a strategy. */
export const LAB_KINDS = ['backtest', 'optimise', 'walk-forward', 'monte-carlo', 'robustness'] as const;
export const LabKind = z.enum(LAB_KINDS);
export type LabKind = z.output<typeof LabKind>;

const share = (max: number) => z.number().min(0).max(max);
const count = (min: number, max: number) => z.number().int().min(min).max(max);

/** What a run takes for granted about execution. Money in quote units, costs in basis points of notional. */
export const LabAssumptions = z.strictObject({
  cash: z.number().min(1).max(1e9).default(10_000),
  makerFeeBps: share(500).default(10),
  takerFeeBps: share(500).default(10),
  slippageBps: share(500).default(2),
  /** Whole bars, beyond the next open, before an order is with the venue. */
  latencyBars: count(0, 100).default(0),
  limitFill: z.enum(['trade-through', 'touch']).default('trade-through'),
  /** Largest share of a bar's volume that orders may take. */
  participationMax: z.number().positive().max(1).default(0.1),
  allowShort: z.boolean().default(false),
  /** Spot has no leverage; a perpetual up to this many times equity. */
  market: z.enum(['spot', 'perpetual']).default('spot'),
  leverageMax: z.number().min(1).max(20).default(1),
});
export type LabAssumptions = z.output<typeof LabAssumptions>;

/** Values that a search tries for one parameter: from, to, every step. */
export const SearchRange = z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive() });
export type SearchRange = z.output<typeof SearchRange>;

/** What a search looks for; the first one is the main one. */
export const LAB_OBJECTIVES = ['sharpe', 'return', 'calmar', 'drawdown', 'sortino', 'profit-factor'] as const;
export const LabObjective = z.enum(LAB_OBJECTIVES);
export type LabObjective = z.output<typeof LabObjective>;

/** How parameters are searched. */
export const LabSearch = z.strictObject({
  method: z.enum(['grid', 'random', 'genetic']).default('grid'),
  ranges: z.record(z.string().max(40), SearchRange),
  objectives: z.array(LabObjective).min(1).max(3).default(['sharpe']),
  /** Combinations to evaluate at most; a grid larger than this is refused. */
  trialsMax: count(2, 20_000).default(1_000),
  /** Trades below which a combination does not count as feasible. */
  tradesMin: count(0, 100_000).default(10),
});
export type LabSearch = z.output<typeof LabSearch>;

/** Windows of a walk-forward, in bars. */
export const LabWindows = z.strictObject({
  mode: z.enum(['rolling', 'anchored']).default('rolling'),
  trainBars: count(50, 1_000_000),
  testBars: count(10, 1_000_000),
  /** Bars left out between train and test. */
  embargoBars: count(0, 10_000).default(0),
});
export type LabWindows = z.output<typeof LabWindows>;

/** A run as it is ordered. Which parts it needs depends on its kind; what is missing is named. */
export const LabOrder = z.strictObject({
  kind: LabKind,
  /** A shipped strategy by name, or `rules` with a rule set. */
  strategy: z.string().min(1).max(60),
  /** A rule set of the rule language; only with strategy `rules`. */
  rules: z.record(z.string(), z.unknown()).optional(),
  parameters: z.record(z.string().max(40), z.number()).default({}),
  symbols: z.array(Symbol).min(1).max(10),
  interval: Interval,
  /** Candles that open in [fromMs, toMs). */
  fromMs: epochMs,
  toMs: epochMs,
  assumptions: LabAssumptions.prefault({}),
  search: LabSearch.optional(),
  windows: LabWindows.optional(),
  /** Paths of a Monte Carlo. */
  paths: count(10, 20_000).default(1_000),
  seed: z.string().min(1).max(60).default('lab'),
});
export type LabOrder = z.output<typeof LabOrder>;

export const LabState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type LabState = z.output<typeof LabState>;

/** How far a run is: evaluated combinations or paths of how many, and what it does now. */
export const LabProgress = z.object({ done: z.number().int(), total: z.number().int(), stage: z.string() });
export type LabProgress = z.output<typeof LabProgress>;

/** One reason of a verdict: its code, its figures, and whether it speaks for the run. */
export const LabReason = z.object({
  code: z.string(),
  passes: z.boolean(),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type LabReason = z.output<typeof LabReason>;

/** The last word on a run: below the bar its strategy cannot be attached to an agent. */
export const LabVerdict = z.object({
  passes: z.boolean(),
  /** Combinations tried on this data with this family before and with this run. */
  trials: z.number().int(),
  reasons: z.array(LabReason),
});
export type LabVerdict = z.output<typeof LabVerdict>;

/** Something a finished run shows that its owner should know, and what to try next. */
export const LabFinding = z.object({
  code: z.string(),
  severity: z.enum(['note', 'warning', 'serious']),
  suggestion: z.string(),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type LabFinding = z.output<typeof LabFinding>;

/** A run of the lab. */
export const LabRun = z.object({
  runId: z.uuid(),
  state: LabState,
  order: LabOrder,
  progress: LabProgress,
  /** Why it failed: a stable code and a sentence. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Headline figures by name, once done. */
  figures: z.record(z.string(), z.number().nullable()),
  verdict: LabVerdict.nullable(),
  createdAtMs: epochMs,
  finishedAtMs: epochMs.nullable(),
});
export type LabRun = z.output<typeof LabRun>;
