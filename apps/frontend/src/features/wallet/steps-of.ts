import type { WithdrawalView } from '@orbiquant/contracts';

export const STEPS = ['asked', 'agreed', 'sent', 'arrived'] as const;
/** A stage on the way of money to a bank. */
export type StepKey = (typeof STEPS)[number];
export type StepState = 'done' | 'now' | 'next' | 'stopped';

/** For each status: how many stages are behind it, and whether the way ended there. */
const REACHED: Readonly<Record<WithdrawalView['status'], readonly [done: number, isOver: boolean]>> = {
  requested: [1, false],
  approved: [2, false],
  submitting: [2, false],
  unknown: [2, false],
  submitted: [3, false],
  reversing: [3, true],
  paid: [4, true],
  returned: [3, true],
  failed: [2, true],
  canceled: [1, true],
  rejected: [1, true],
};

/** How far a withdrawal is, stage by stage. */
export function stepsOf(status: WithdrawalView['status']): ReadonlyArray<{ key: StepKey; state: StepState }> {
  const [done, isOver] = REACHED[status];
  const later = (at: number): StepState => (isOver ? 'stopped' : at === done ? 'now' : 'next');
  return STEPS.map((key, at) => ({ key, state: at < done ? 'done' : later(at) }));
}

/** Whether its owner can still take it back. */
export const mayCancel = ({ status }: Pick<WithdrawalView, 'status'>): boolean =>
  status === 'requested' || status === 'approved';
