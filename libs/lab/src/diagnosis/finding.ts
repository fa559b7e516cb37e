import type { LabFinding } from '@orbiquant/contracts';
import type { ShownRun } from '../result/shown-run.ts';
import type { Problem } from '../trial/problem.ts';
import type { FindingCode, SuggestionCode } from './finding-codes.ts';

/** A finished run and what it ran on: all that a diagnosis looks at. */
export type Finished = { readonly run: ShownRun; readonly problem: Problem };

/** One question to a finished run: a finding, or null where there is nothing to say. */
export type Look = (finished: Finished) => LabFinding | null;

type Said = {
  readonly severity: LabFinding['severity'];
  readonly suggestion: SuggestionCode;
  /** Figures of the sentence; what is not a number is left out, so that JSON can carry it. */
  readonly params?: Readonly<Record<string, number | string>>;
};

/** A finding under one of the known codes. */
export const finding = (code: FindingCode, { severity, suggestion, params = {} }: Said): LabFinding => ({
  code,
  severity,
  suggestion,
  params: Object.fromEntries(
    Object.entries(params).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  ),
});
