import type { Prefill } from '../form/prefill.ts';

/** What a suggestion changes of the run that it was made for; those that only a person can carry out are not here. */
const STEPS: Readonly<Record<string, Prefill>> = {
  'longer-history': { period: 'all' },
  'run-monte-carlo': { kind: 'monte-carlo' },
  'run-walk-forward': { kind: 'walk-forward' },
  'fewer-parameters': { kind: 'optimise' },
  'loosen-entry': {},
  'add-stop': {},
  'drop-losing-side': {},
  'test-instruments-alone': {},
  'compare-with-holding': { strategy: 'buy-and-hold', kind: 'backtest' },
  'trade-less': {},
  'smaller-size': {},
  'more-instruments': {},
  'more-liquid-market': {},
};

/** The form that a suggestion opens, as changes of the run; null where there is nothing to open. */
export const nextStepOf = (suggestion: string): Prefill | null => STEPS[suggestion] ?? null;
