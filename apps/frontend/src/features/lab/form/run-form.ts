import type { Interval, LabKind, LabObjective, LabOrder, LabSearch, LabWindows } from '@orbiquant/contracts';

/** One parameter's search range as it is typed. */
export type RangeForm = { on: boolean; from: string; to: string; step: string };

/** A new run as it is typed: numbers stay the text that somebody wrote until the order is made. */
export type RunForm = {
  kind: LabKind;
  strategy: string;
  /** The rule set of a run that is repeated; it is carried along as it was. */
  rules: LabOrder['rules'] | undefined;
  parameters: Readonly<Record<string, string>>;
  symbols: readonly string[];
  interval: Interval;
  /** Date and time, UTC, as a field holds it. */
  from: string;
  to: string;
  cash: string;
  makerFeeBps: string;
  takerFeeBps: string;
  slippageBps: string;
  latencyBars: string;
  short: boolean;
  ranges: Readonly<Record<string, RangeForm>>;
  method: LabSearch['method'];
  objective: LabObjective;
  trialsMax: string;
  tradesMin: string;
  mode: LabWindows['mode'];
  trainDays: string;
  testDays: string;
  embargoDays: string;
  paths: string;
  seed: string;
};

/** Whether a kind of run searches parameters. */
export const searches = (kind: LabKind): boolean => kind === 'optimise' || kind === 'walk-forward';
