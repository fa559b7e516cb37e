import { z } from 'zod';
import { epochMs, minorUnits } from './codecs.ts';
import { Money } from './invest.ts';
import { route } from './route.ts';

/** Cents of US dollars: what cards and banks move. */
const cents = minorUnits.refine((value) => value > 0n, 'more than nothing');

/** Where a card deposit stands. `settled`: in the wallet, not yet to be withdrawn; `released`: like any other money. */
export const DepositStatus = z.enum(['created', 'processing', 'failed', 'settled', 'released']);

/** Money paid in by card. Amounts in US dollars; the wallet gets as many USDT, at par. */
export const CardDeposit = z.object({
  depositId: z.uuid(),
  amount: Money,
  status: DepositStatus,
  createdAtMs: epochMs,
  /** Not to be withdrawn before. */
  heldUntilMs: epochMs.nullable(),
  refunded: Money,
  /** How far a dispute has come; null without one. */
  dispute: z.enum(['open', 'won', 'lost']).nullable(),
  /** The page to pay on while it is unpaid. */
  checkoutUrl: z.string().nullable(),
});
export type CardDeposit = z.output<typeof CardDeposit>;

/** Where a withdrawal stands. `unknown`: the money may have left; nothing is given back until that is settled. */
export const WithdrawalStatus = z.enum([
  'requested',
  'approved',
  'submitting',
  'unknown',
  'submitted',
  'reversing',
  'paid',
  'returned',
  'failed',
  'canceled',
  'rejected',
]);

/** Money on its way to a bank. */
export const WithdrawalView = z.object({
  withdrawalId: z.uuid(),
  amount: Money,
  status: WithdrawalStatus,
  requestedAtMs: epochMs,
  approvalsNeeded: z.number().int(),
  approvals: z.number().int(),
  /** Why it was refused, canceled, failed or returned; a stable code. */
  reason: z.string().nullable(),
});
export type WithdrawalView = z.output<typeof WithdrawalView>;

/** A withdrawal as those see it who have to agree. */
export const WithdrawalToApprove = WithdrawalView.extend({
  userId: z.uuid(),
  email: z.string(),
  bank: z.string().nullable(),
  approvedBy: z.array(z.string()),
});
export type WithdrawalToApprove = z.output<typeof WithdrawalToApprove>;

/** Where payouts go: not named yet, named but not usable, or ready. */
export const PayoutBank = z.object({
  status: z.enum(['none', 'incomplete', 'ready']),
  /** How the bank account shows itself, such as its last digits. */
  bank: z.string().nullable(),
  /** No payout earlier, because the bank was changed lately. */
  coolOffUntilMs: epochMs.nullable(),
});
export type PayoutBank = z.output<typeof PayoutBank>;

/** A person's wallet and what may leave it. */
export const Wallet = z.object({
  wallet: Money,
  /** What could be withdrawn now, in whole cents of US dollars. */
  available: Money,
  /** In the wallet, but paid in by card too lately. */
  held: Money,
  /** What the person owes us after a lost dispute; not negative. */
  owed: Money,
  /** Set aside for withdrawals that are not final. */
  pending: Money,
  /** The fixed rate between the wallet's currency and dollars. */
  rateId: z.string(),
  limits: z.object({ min: Money, max: Money, left24h: Money, left30d: Money, dualApprovalFrom: Money }),
  bank: PayoutBank,
  /** Whether the password was asked for lately enough to withdraw. */
  steppedUpUntilMs: epochMs.nullable(),
  /** Something is unexplained: no money begins to leave the house. */
  frozen: z.boolean(),
  /** Whether card payments are set up in this installation. */
  cardsEnabled: z.boolean(),
});
export type Wallet = z.output<typeof Wallet>;

/** Something that nobody can explain yet. */
export const IncidentView = z.object({
  incidentId: z.string(),
  status: z.enum(['open', 'resolved']),
  isBooked: z.boolean(),
  raisedAtMs: epochMs,
  resolvedBy: z.string().nullable(),
  cause: z.unknown(),
});
export type IncidentView = z.output<typeof IncidentView>;

/** Something that a person was told about their money. */
export const MoneyNotice = z.object({
  noticeId: z.uuid(),
  kind: z.string(),
  about: z.string(),
  toldAtMs: epochMs,
});
export type MoneyNotice = z.output<typeof MoneyNotice>;

/** What a person may use, and until when it is paid. */
export const PlanView = z.object({
  plan: z.enum(['free', 'pro']),
  status: z.string().nullable(),
  periodEndMs: epochMs.nullable(),
});
export type PlanView = z.output<typeof PlanView>;

const withdrawalParams = z.object({ withdrawalId: z.uuid() });
const tags = { signedIn: 'signed-in', operator: 'operator' } as const;

export const getWallet = route({
  method: 'GET',
  path: '/api/v1/wallet',
  summary: 'My wallet and what may leave it',
  access: tags.signedIn,
  response: Wallet,
});
export const stepUp = route({
  method: 'POST',
  path: '/api/v1/auth/step-up',
  summary: 'Prove again who I am, for five minutes',
  access: tags.signedIn,
  body: z.object({ password: z.string().min(1).max(256) }),
  response: z.object({ steppedUpUntilMs: epochMs }),
});
export const createDeposit = route({
  method: 'POST',
  path: '/api/v1/deposits',
  summary: 'Begin to pay in by card; the answer names the page to pay on',
  access: tags.signedIn,
  body: z.object({ cents }),
  response: CardDeposit,
  status: 201,
  idempotent: true,
});
export const getDeposits = route({
  method: 'GET',
  path: '/api/v1/deposits',
  summary: 'My card deposits, newest first',
  access: tags.signedIn,
  response: z.array(CardDeposit),
});
export const requestWithdrawal = route({
  method: 'POST',
  path: '/api/v1/withdrawals',
  summary: 'Ask for money to be paid to my bank; it is set aside at once',
  access: tags.signedIn,
  body: z.object({ cents }),
  response: WithdrawalView,
  status: 201,
  idempotent: true,
});
export const getWithdrawals = route({
  method: 'GET',
  path: '/api/v1/withdrawals',
  summary: 'My withdrawals, newest first',
  access: tags.signedIn,
  response: z.array(WithdrawalView),
});
export const cancelWithdrawal = route({
  method: 'POST',
  path: '/api/v1/withdrawals/:withdrawalId/cancel',
  summary: 'Take a withdrawal back that has not been sent',
  access: tags.signedIn,
  params: withdrawalParams,
  response: WithdrawalView,
});
export const connectBank = route({
  method: 'POST',
  path: '/api/v1/payout-account',
  summary: 'A page of the payment processor on which to name or change my bank',
  access: tags.signedIn,
  response: z.object({ url: z.string() }),
});
export const refreshBank = route({
  method: 'POST',
  path: '/api/v1/payout-account/refresh',
  summary: 'Look again which bank is named',
  access: tags.signedIn,
  response: PayoutBank,
});
export const getMoneyNotices = route({
  method: 'GET',
  path: '/api/v1/money-notices',
  summary: 'What I was told about my money, newest first',
  access: tags.signedIn,
  response: z.array(MoneyNotice),
});
export const getPlan = route({
  method: 'GET',
  path: '/api/v1/plan',
  summary: 'My plan',
  access: tags.signedIn,
  response: PlanView,
});
export const checkoutPlan = route({
  method: 'POST',
  path: '/api/v1/plan/checkout',
  summary: 'A page on which to subscribe to the pro plan',
  access: tags.signedIn,
  response: z.object({ url: z.string() }),
  idempotent: true,
});
export const cancelPlan = route({
  method: 'POST',
  path: '/api/v1/plan/cancel',
  summary: 'End my plan when its paid time is over',
  access: tags.signedIn,
  response: PlanView,
});
export const getWithdrawalsToApprove = route({
  method: 'GET',
  path: '/api/v1/admin/withdrawals',
  summary: 'Withdrawals that wait, and the newest ones',
  access: tags.operator,
  response: z.array(WithdrawalToApprove),
});
export const approveWithdrawal = route({
  method: 'POST',
  path: '/api/v1/admin/withdrawals/:withdrawalId/approve',
  summary: 'Agree to a withdrawal',
  access: tags.operator,
  params: withdrawalParams,
  response: WithdrawalToApprove,
});
export const rejectWithdrawal = route({
  method: 'POST',
  path: '/api/v1/admin/withdrawals/:withdrawalId/reject',
  summary: 'Refuse a withdrawal; the money goes back to the wallet',
  access: tags.operator,
  params: withdrawalParams,
  body: z.object({ reason: z.string().trim().min(3).max(200) }),
  response: WithdrawalToApprove,
});
export const getIncidents = route({
  method: 'GET',
  path: '/api/v1/admin/incidents',
  summary: 'Money that nobody can explain; an open one freezes withdrawals',
  access: tags.operator,
  response: z.array(IncidentView),
});
export const resolveIncident = route({
  method: 'POST',
  path: '/api/v1/admin/incidents/:incidentId/resolve',
  summary: 'Say that an incident has been looked into',
  access: tags.operator,
  params: z.object({ incidentId: z.string().min(1).max(200) }),
  response: IncidentView,
});
