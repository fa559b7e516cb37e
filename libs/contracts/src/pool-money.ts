import { z } from 'zod';
import { decimalText, epochMs, limitText, minorUnits } from './codecs.ts';
import { Money, Subscription } from './invest.ts';
import { route } from './route.ts';

/** What a redemption got at one strike. `units` were burnt for `cash`; `feeUnits` went to the manager. */
export const RedemptionDeal = z.object({
  strikeId: z.uuid(),
  units: decimalText,
  feeUnits: decimalText,
  cash: Money,
  navPerUnit: decimalText,
  paidTo: z.enum(['wallet', 'unclaimed']),
});

/** A wish to take money out. It may be dealt in parts when the pool is short of cash. */
export const Redemption = z.object({
  redemptionId: z.uuid(),
  productId: z.uuid(),
  ask: z.enum(['units', 'cash', 'all']),
  units: decimalText.nullable(),
  cash: Money.nullable(),
  unitsLeft: decimalText.nullable(),
  cashLeft: Money.nullable(),
  status: z.enum(['queued', 'executed', 'refused', 'canceled']),
  requestedAtMs: epochMs,
  waitsFor: z.string().nullable(),
  endReason: z.string().nullable(),
  paid: Money,
  deals: z.array(RedemptionDeal),
});
export type Redemption = z.output<typeof Redemption>;

/** Units that I got at one time. `mark`: value of a unit above which a performance fee is due. */
export const LotView = z.object({
  lotId: z.string(),
  units: decimalText,
  mark: decimalText,
  issuedAtMs: epochMs,
  termsVersion: z.number().int(),
  paidIn: Money,
  grossValue: Money,
  feeAccrued: Money,
  netValue: Money,
  /** Earliest a redemption asked for now could be dealt, as the terms stand. */
  leaveAtMs: epochMs,
});
export type LotView = z.output<typeof LotView>;

export const PayoutChoice = z.enum(['reinvest', 'pay-out']);

/** My holding opened: each lot with its mark, the fee it has accrued, and when it can leave. */
export const HoldingDetail = z.object({
  productId: z.uuid(),
  navPerUnit: decimalText.nullable(),
  struckAtMs: epochMs.nullable(),
  lots: z.array(LotView),
  grossValue: Money,
  feeAccrued: Money,
  netValue: Money,
  paidIn: Money,
  queued: Money,
  /** Now, by the calendar of the pool, with which `leaveAtMs` compares. */
  asOfMs: epochMs,
  leaveAtMs: epochMs.nullable(),
  payoutChoice: PayoutChoice,
});
export type HoldingDetail = z.output<typeof HoldingDetail>;

/** A day of my account. Returns are fractions, time-weighted; null when nothing was there. */
export const AccountDay = z.object({
  day: z.string(),
  opening: Money,
  closing: Money,
  subscribed: Money,
  redeemed: Money,
  dailyReturn: decimalText.nullable(),
  cumulativeReturn: decimalText,
  trades: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
});
export type AccountDay = z.output<typeof AccountDay>;

/** A month of my account: opening + subscribed - redeemed + net profit = closing, and net profit = gross profit - fee. */
export const AccountMonth = z.object({
  period: z.string(),
  opening: Money,
  closing: Money,
  subscribed: Money,
  redeemed: Money,
  grossProfit: Money,
  fee: Money,
  netProfit: Money,
  choice: PayoutChoice,
  paid: Money.nullable(),
  paidTo: z.enum(['wallet', 'unclaimed']).nullable(),
  isSigned: z.boolean(),
});
export type AccountMonth = z.output<typeof AccountMonth>;

const params = z.object({ productId: z.uuid() });

export const redeem = route({
  method: 'POST',
  path: '/api/v1/products/:productId/redemptions',
  summary: 'Take money out of a product at the next strike',
  access: 'signed-in',
  params,
  body: z.object({
    ask: z.enum(['units', 'cash', 'all']),
    units: decimalText.optional(),
    cashMinor: minorUnits.optional(),
  }),
  response: Redemption,
  status: 201,
  idempotent: true,
});
export const getRedemptions = route({
  method: 'GET',
  path: '/api/v1/redemptions',
  summary: 'My redemptions, newest first',
  access: 'signed-in',
  response: z.array(Redemption),
});
export const cancelRedemption = route({
  method: 'POST',
  path: '/api/v1/redemptions/:redemptionId/cancel',
  summary: 'Take a redemption back before its cut-off',
  access: 'signed-in',
  params: z.object({ redemptionId: z.uuid() }),
  response: Redemption,
});
export const cancelSubscription = route({
  method: 'POST',
  path: '/api/v1/subscriptions/:subscriptionId/cancel',
  summary: 'Take a subscription back before its cut-off',
  access: 'signed-in',
  params: z.object({ subscriptionId: z.uuid() }),
  response: Subscription,
});
export const getHoldingDetail = route({
  method: 'GET',
  path: '/api/v1/products/:productId/holding',
  summary: 'My lots, their marks and fees, and when they can leave',
  access: 'signed-in',
  params,
  response: HoldingDetail,
});
export const setPayoutPreference = route({
  method: 'PUT',
  path: '/api/v1/products/:productId/payout-preference',
  summary: 'What is done with the profit of my months',
  access: 'signed-in',
  params,
  body: z.object({ choice: PayoutChoice }),
  response: z.object({ choice: PayoutChoice }),
});
export const getAccountDays = route({
  method: 'GET',
  path: '/api/v1/products/:productId/days',
  summary: 'My days in a product, newest first',
  access: 'signed-in',
  params,
  query: z.object({ limit: limitText(90, 1_000) }),
  response: z.array(AccountDay),
});
export const getAccountMonths = route({
  method: 'GET',
  path: '/api/v1/products/:productId/months',
  summary: 'My months in a product, newest first',
  access: 'signed-in',
  params,
  query: z.object({ limit: limitText(24, 500) }),
  response: z.array(AccountMonth),
});
