import type { LabFinding } from '@orbiquant/contracts';
import type { ShownRun } from '../result/shown-run.ts';
import type { Problem } from '../trial/problem.ts';
import {
  behindHolding,
  costsDecide,
  edgeFades,
  largeFall,
  liquidated,
  longFall,
  luckyDays,
  noGain,
} from './account-looks.ts';
import type { Look } from './finding.ts';
import { capacity, crisis, flatStretch, shortHistory, timeInMarket } from './market-looks.ts';
import {
  fewTrades,
  luckyTrade,
  manyParameters,
  noTrades,
  oneInstrument,
  oneSide,
  openEnd,
  smallWinsLargeLosses,
} from './trade-looks.ts';

const LOOKS: readonly Look[] = [
  noTrades,
  fewTrades,
  noGain,
  behindHolding,
  liquidated,
  luckyTrade,
  luckyDays,
  smallWinsLargeLosses,
  oneSide,
  oneInstrument,
  openEnd,
  manyParameters,
  costsDecide,
  largeFall,
  longFall,
  crisis,
  edgeFades,
  flatStretch,
  timeInMarket,
  shortHistory,
  capacity,
];

const RANK: Readonly<Record<LabFinding['severity'], number>> = { serious: 0, warning: 1, note: 2 };

/**
 * What the owner of a finished run should know before believing it, the gravest first, each with what to try next.
 * Shares are fractions (0.5 = 50 %), money is in quote units, times are epoch ms.
 */
export function diagnose(run: ShownRun, problem: Problem): LabFinding[] {
  const found = LOOKS.map((look) => look({ run, problem })).filter((one) => one !== null);
  return found.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}
