import type { WithdrawalContext, WithdrawalInput, WithdrawalRefusal } from './withdrawal-input.ts';
import { minorOfCents } from './par.ts';

type Request = Extract<WithdrawalInput, { kind: 'request' }>;
type Rule = (request: Request, context: WithdrawalContext) => boolean;

/** Until when no money may go to a bank that is new; 0 when it is not. Epoch ms. */
export const coolOffEndMs = ({ policy, standing }: WithdrawalContext): number =>
  standing.accountChangedAtMs === null ? 0 : standing.accountChangedAtMs + policy.coolOffMs;

/** Whether bank details were changed so lately that no money may go there yet. */
export const isCoolingOff = (context: WithdrawalContext): boolean => context.nowMs < coolOffEndMs(context);

/** Each reason to refuse, in the order in which it is told. */
const REFUSALS: ReadonlyArray<readonly [WithdrawalRefusal, Rule]> = [
  ['blocked', (_request, { standing }) => standing.blocked],
  ['frozen', (_request, { frozen }) => frozen],
  ['below-minimum', ({ cents }, { policy }) => cents < policy.minCents || cents <= 0n],
  ['above-maximum', ({ cents }, { policy }) => cents > policy.maxCents],
  ['no-bank-account', (_request, { standing }) => standing.account === null],
  ['cool-off', (_request, context) => isCoolingOff(context)],
  ['step-up-needed', ({ cents, steppedUp }, { policy }) => cents >= policy.stepUpFromCents && !steppedUp],
  ['owes-us', (_request, { standing }) => standing.receivableMinor < 0n],
  ['over-daily-limit', ({ cents }, { standing, policy }) => standing.asked24hCents + cents > policy.max24hCents],
  ['over-monthly-limit', ({ cents }, { standing, policy }) => standing.asked30dCents + cents > policy.max30dCents],
  ['insufficient', ({ cents }, { standing }) => minorOfCents(cents) > standing.availableMinor],
];

/** Why a request to withdraw is refused, or null when it may be reserved. Judged while the investor's rows are locked. */
export function judgeRequest(request: Request, context: WithdrawalContext): WithdrawalRefusal | null {
  return REFUSALS.find(([, holds]) => holds(request, context))?.[0] ?? null;
}
