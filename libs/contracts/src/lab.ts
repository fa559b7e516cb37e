import { z } from 'zod';
import { Candle, Interval, Symbol } from './candles.ts';
import { epochMs } from './codecs.ts';
import { route } from './route.ts';

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

const Series = z.array(z.number().nullable());

/** A closed trade of a backtest. Quantities in base units, money in quote units. */
export const LabTrade = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  entryAtMs: epochMs,
  exitAtMs: epochMs,
  entryPrice: z.number(),
  exitPrice: z.number(),
  quantity: z.number(),
  pnl: z.number(),
  returnRatio: z.number(),
  barsHeld: z.number(),
  entryTag: z.string(),
  exitTag: z.string(),
});
export type LabTrade = z.output<typeof LabTrade>;

/** An equity curve thinned to at most 2,000 points; drawdown as a ratio <= 0. */
export const LabCurve = z.object({ timeMs: z.array(epochMs), equity: Series, drawdown: Series });
export type LabCurve = z.output<typeof LabCurve>;

/** One combination that was tried. */
export const LabTrial = z.object({
  parameters: z.record(z.string(), z.number()),
  figures: z.record(z.string(), z.number().nullable()),
  feasible: z.boolean(),
  problem: z.string().nullable(),
});
export type LabTrial = z.output<typeof LabTrial>;

/** Two parameters against each other: the best main objective of each pair; null where none was tried. */
export const LabHeatMap = z.object({
  x: z.string(),
  y: z.string(),
  xs: z.array(z.number()),
  ys: z.array(z.number()),
  /** Row by row of `ys`. */
  values: z.array(Series),
});
export type LabHeatMap = z.output<typeof LabHeatMap>;

/** A window of a walk-forward. */
export const LabWindow = z.object({
  trainFromMs: epochMs,
  trainToMs: epochMs,
  testFromMs: epochMs,
  testToMs: epochMs,
  parameters: z.record(z.string(), z.number()),
  inSample: z.record(z.string(), z.number().nullable()),
  outOfSample: z.record(z.string(), z.number().nullable()),
});
export type LabWindow = z.output<typeof LabWindow>;

/** Quantiles of equity at each step of a Monte Carlo. */
export const LabFan = z.object({
  method: z.string(),
  /** What this picture does not show; a code that the screen puts into words. */
  caveat: z.string(),
  quantiles: z.array(z.number()),
  /** One series for each quantile. */
  series: z.array(Series),
  figures: z.record(z.string(), z.number().nullable()),
});
export type LabFan = z.output<typeof LabFan>;

/** One stress of a robustness test: its figure beside that of the run itself, and whether it holds. */
export const LabStress = z.object({
  code: z.string(),
  passes: z.boolean(),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type LabStress = z.output<typeof LabStress>;

/** All that a finished run shows; parts that its kind does not have are null. */
export const LabResult = z.object({
  runCard: z.record(z.string(), z.unknown()),
  parameters: z.record(z.string(), z.number()),
  figures: z.record(z.string(), z.number().nullable()),
  curve: LabCurve.nullable(),
  /** Equity of buying and holding the same, at the curve's times. */
  benchmark: Series.nullable(),
  trades: z.array(LabTrade),
  /** Trades beyond the 5,000 that are listed. */
  tradesLeftOut: z.number().int(),
  /** Month by month returns as ratios. */
  months: z.array(z.object({ year: z.number().int(), month: z.number().int(), return: z.number() })),
  trials: z.array(LabTrial),
  heatMap: LabHeatMap.nullable(),
  windows: z.array(LabWindow),
  fans: z.array(LabFan),
  stresses: z.array(LabStress),
  findings: z.array(LabFinding),
  warnings: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.number(), z.string()])) })),
  verdict: LabVerdict.nullable(),
});
export type LabResult = z.output<typeof LabResult>;

/** A parameter of a strategy as a form shows it. */
export const StrategyParameter = z.object({
  name: z.string(),
  kind: z.enum(['integer', 'number']),
  min: z.number(),
  max: z.number(),
  default: z.number(),
});
export type StrategyParameter = z.output<typeof StrategyParameter>;

/** A strategy that the lab knows. */
export const StrategyInfo = z.object({ name: z.string(), parameters: z.array(StrategyParameter) });
export type StrategyInfo = z.output<typeof StrategyInfo>;

/** Which run. */
export const LabRunKey = z.object({ runId: z.uuid() });
export type LabRunKey = z.output<typeof LabRunKey>;

export const getStrategies = route({
  method: 'GET',
  path: '/api/v1/lab/strategies',
  summary: 'Strategies that the lab can run, with their parameters',
  access: 'signed-in',
  response: z.array(StrategyInfo),
});
export const createLabRun = route({
  method: 'POST',
  path: '/api/v1/lab/runs',
  summary: 'Order a run; it is worked on in the background',
  access: 'signed-in',
  body: LabOrder,
  response: LabRun,
  status: 202,
  idempotent: true,
});
export const getLabRuns = route({
  method: 'GET',
  path: '/api/v1/lab/runs',
  summary: 'My runs, newest first',
  access: 'signed-in',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** Runs that were ordered before this one. */
    before: z.uuid().optional(),
    kind: LabKind.optional(),
    strategy: z.string().max(60).optional(),
    /** Only runs whose verdict passes. */
    passing: z.stringbool().optional(),
  }),
  response: z.array(LabRun),
});
export const getLabRun = route({
  method: 'GET',
  path: '/api/v1/lab/runs/:runId',
  summary: 'A run and how far it is',
  access: 'signed-in',
  params: LabRunKey,
  response: LabRun,
});
export const getLabResult = route({
  method: 'GET',
  path: '/api/v1/lab/runs/:runId/result',
  summary: 'What a finished run shows',
  access: 'signed-in',
  params: LabRunKey,
  response: LabResult,
});
export const cancelLabRun = route({
  method: 'POST',
  path: '/api/v1/lab/runs/:runId/cancel',
  summary: 'Stop a run; what it has found so far is not kept as a result',
  access: 'signed-in',
  params: LabRunKey,
  response: LabRun,
});

/** A report of a finished run as a file; not a `route` because its answer is not JSON. */
export const LAB_REPORT_PATH = '/api/v1/lab/runs/:runId/report';
export const LabReportQuery = z.object({
  format: z.enum(['html', 'pdf', 'xlsx']),
  language: z.enum(['es', 'en']).default('es'),
});
export type LabReportQuery = z.output<typeof LabReportQuery>;

/** HMA/SMA over stored candles: averages and entries as a chart draws them. `null` in warm-up. */
export const HmaSmaRun = z.object({
  candles: z.array(Candle),
  sma200: Series,
  hma200_1h: Series,
  hma200_4h: Series,
  entries: z.array(z.object({ time: epochMs, direction: z.enum(['long', 'short']) })),
  should_enter_long: z.boolean(),
  should_enter_short: z.boolean(),
});
export type HmaSmaRun = z.output<typeof HmaSmaRun>;

const hmaSmaQuery = z.object({
  symbol: Symbol,
  timeframe: Interval.default('5m'),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  asOf: z.coerce.number().int().min(0).optional(),
});
export const getHmaSma = route({
  method: 'GET',
  path: '/api/v1/strategies/hma-sma',
  summary: 'HMA/SMA on stored candles: averages and entries',
  access: 'signed-in',
  query: hmaSmaQuery,
  response: HmaSmaRun,
});
/** The same under the path of the bot that this strategy comes from. */
export const getHmaSmaCompatible = route({
  method: 'GET',
  path: '/api/strategies/hma-sma/run/',
  summary: 'HMA/SMA on stored candles, under its former path',
  access: 'signed-in',
  query: hmaSmaQuery,
  response: HmaSmaRun,
});
