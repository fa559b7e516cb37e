import type { LabKind, LabResult } from '@orbiquant/contracts';

const ALWAYS = [
  'totalReturn',
  'buyAndHoldReturn',
  'drawdownMax',
  'sharpe',
  'trades',
  'winRate',
  'profitFactor',
  'exposureTime',
];

const MORE: Readonly<Record<LabKind, readonly string[]>> = {
  backtest: [],
  optimise: ['combinations', 'plateau'],
  'walk-forward': ['efficiency', 'annualInSample', 'annualOutOfSample', 'stability'],
  'monte-carlo': [],
  robustness: [],
};

/** The figures that stand first, by kind of run; those that the run does not have are left out. */
export const headlineOf = (kind: LabKind, figures: LabResult['figures']): string[] =>
  [...MORE[kind], ...ALWAYS].filter((code) => code in figures);
