import { CallError } from '../../../../shared/api/call-error.ts';

/** Whether what was asked for does not exist, or is not ours to see: both are answered alike. */
export const isNotThere = (error: unknown): boolean =>
  error instanceof CallError && ['not-found', 'invalid-input'].includes(error.code);
