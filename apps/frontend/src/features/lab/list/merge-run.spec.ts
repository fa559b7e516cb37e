import { describe, expect, it } from '@jest/globals';
import type { LabRun } from '@orbiquant/contracts';
import { runOfKind } from '../testing/runs.ts';
import { hasEnded, mergeRun, type RunChange } from './merge-run.ts';

const changeOf = ({ order: _order, ...run }: LabRun): RunChange => ({
  ...run,
  userId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1f',
});
const running = runOfKind('optimise', {
  state: 'running',
  figures: {},
  verdict: null,
  progress: { done: 4, total: 16, stage: 'search' },
});

describe('a run that changes', () => {
  it('takes what the message tells and keeps what was ordered', () => {
    const further = mergeRun(running, changeOf({ ...running, progress: { done: 9, total: 16, stage: 'search' } }));
    expect(further).toEqual({ ...running, progress: { done: 9, total: 16, stage: 'search' } });
    expect(mergeRun(running, changeOf(runOfKind('optimise')))).toEqual(runOfKind('optimise'));
  });

  it('stays ended when an older message comes late', () => {
    const done = runOfKind('optimise');
    expect(mergeRun(done, changeOf(running))).toBe(done);
    expect([done, running].map(hasEnded)).toEqual([true, false]);
  });

  it('is left alone by a message about another', () => {
    const other = changeOf({ ...running, runId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d2e' });
    expect(mergeRun(running, other)).toBe(running);
  });
});
