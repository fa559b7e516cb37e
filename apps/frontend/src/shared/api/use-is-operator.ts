import { usePerson } from './session.ts';

/** Whether the person runs the house. What they may do the server decides; this only spares others the sight of it. */
export const useIsOperator = (): boolean =>
  usePerson()?.roles.some((role) => role === 'operator' || role === 'admin') ?? false;
