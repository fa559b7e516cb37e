import type { LabRun, LiveData } from '@orbiquant/contracts';

export type RunChange = LiveData<'lab.run.changed'>;

/** Whether a run has come to its end, one way or another. */
export const hasEnded = ({ state }: Pick<LabRun, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** A run as a live message changes it. What has ended stays ended: a late message about its progress is passed over. */
export function mergeRun(run: LabRun, { userId: _ours, ...changed }: RunChange): LabRun {
  if (run.runId !== changed.runId || (hasEnded(run) && !hasEnded(changed))) return run;
  return { ...run, ...changed };
}
