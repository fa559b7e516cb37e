import { AppError } from '@orbiquant/kernel';

/** Ends a job between two pieces of work. @throws AppError `conflict` when the signal has been given */
export function stopIfTold(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('conflict', 'The run was stopped');
}
