import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { LabFinding, LabVerdict } from './lab-run.ts';

/** Figures in a row; null where there is nothing to say. */
export const Series = z.array(z.number().nullable());

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
