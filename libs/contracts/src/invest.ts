import { z } from 'zod';
import { decimalText, epochMs, limitText, minorUnits } from './codecs.ts';
import { AgentId } from './agents.ts';
import { route } from './route.ts';

/** An amount that is booked: minor units with the currency's exponent, so that nobody has to guess the point. */
export const Money = z.object({ currency: z.string(), exponent: z.number().int(), minor: minorUnits });
export type Money = z.output<typeof Money>;

/** A pooled product that people put money in. Ratios: 0.2 = 20 %. */
export const Product = z.object({
  productId: z.uuid(),
  name: z.string(),
  agentId: AgentId,
  currency: z.string(),
  currencyExponent: z.number().int(),
  investmentMin: Money,
  performanceFee: decimalText,
  managementFee: decimalText,
  status: z.enum(['open', 'closed']),
  riskClass: z.number().int().min(1).max(7),
  navPerUnit: decimalText.nullable(),
  struckAtMs: epochMs.nullable(),
  /** Since the first strike, net of fees; 0.01 = 1 %. */
  returnSinceStart: decimalText.nullable(),
  units: decimalText,
  nav: Money.nullable(),
});
export type Product = z.output<typeof Product>;

/** The value of a pool at a strike. `atMs` is market time, `struckAtMs` the wall clock. */
export const NavPoint = z.object({
  strikeId: z.uuid(),
  atMs: epochMs,
  struckAtMs: epochMs,
  nav: Money,
  units: decimalText,
  navPerUnit: decimalText,
});
export type NavPoint = z.output<typeof NavPoint>;

/** A wish to put money in; it executes at the next strike, never at a known past price. */
export const Subscription = z.object({
  subscriptionId: z.uuid(),
  productId: z.uuid(),
  cash: Money,
  status: z.enum(['queued', 'executed', 'refunded']),
  requestedAtMs: epochMs,
  strikeId: z.uuid().nullable(),
  units: decimalText.nullable(),
  navPerUnit: decimalText.nullable(),
  /** What it waited for at the last strike, when it was not dealt there. */
  waitsFor: z.string().nullable(),
  /** Why the money went back: `canceled` by its owner, or why the pool could not take it. */
  endReason: z.string().nullable(),
});
export type Subscription = z.output<typeof Subscription>;

/** What one investor has in one product. `units` and `value` are net of the performance fee accrued, which is owed in units. */
export const Holding = z.object({
  productId: z.uuid(),
  productName: z.string(),
  units: decimalText,
  navPerUnit: decimalText.nullable(),
  strikeId: z.uuid().nullable(),
  struckAtMs: epochMs.nullable(),
  value: Money,
  paidIn: Money,
  gain: Money,
  queued: Money,
});
export type Holding = z.output<typeof Holding>;

/** A person's money at a glance: wallet, products, total. */
export const Balance = z.object({ currency: z.string(), wallet: Money, holdings: z.array(Holding), total: Money });
export type Balance = z.output<typeof Balance>;

/** One line of an account: what moved, why, and what stood after it. */
export const StatementLine = z.object({
  transferId: z.uuid(),
  bookedAtMs: epochMs,
  reason: z.string(),
  memo: z.string(),
  change: Money,
  balanceAfter: Money,
});
export type StatementLine = z.output<typeof StatementLine>;

const productParams = z.object({ productId: z.uuid() });

export const getProducts = route({
  method: 'GET',
  path: '/api/v1/products',
  summary: 'Products open to investors',
  access: 'signed-in',
  response: z.array(Product),
});
export const getProduct = route({
  method: 'GET',
  path: '/api/v1/products/:productId',
  summary: 'One product',
  access: 'signed-in',
  params: productParams,
  response: Product,
});
export const getNavHistory = route({
  method: 'GET',
  path: '/api/v1/products/:productId/nav',
  summary: 'Strikes, oldest first',
  access: 'signed-in',
  params: productParams,
  query: z.object({ limit: limitText(500, 5000) }),
  response: z.array(NavPoint),
});
export const subscribe = route({
  method: 'POST',
  path: '/api/v1/products/:productId/subscriptions',
  summary: 'Put money from the wallet into a product at the next strike',
  access: 'signed-in',
  params: productParams,
  body: z.object({ cashMinor: minorUnits, riskAccepted: z.literal(true) }),
  response: Subscription,
  status: 201,
  idempotent: true,
});
export const getSubscriptions = route({
  method: 'GET',
  path: '/api/v1/subscriptions',
  summary: 'My subscriptions, newest first',
  access: 'signed-in',
  response: z.array(Subscription),
});
export const strikeNav = route({
  method: 'POST',
  path: '/api/v1/products/:productId/strikes',
  summary: 'Strike the NAV now, on the reconciled venue statement',
  access: 'operator',
  params: productParams,
  response: NavPoint,
  status: 201,
  idempotent: true,
});
export const getBalance = route({
  method: 'GET',
  path: '/api/v1/balance',
  summary: 'My money',
  access: 'signed-in',
  response: Balance,
});
export const getStatement = route({
  method: 'GET',
  path: '/api/v1/statement',
  summary: 'My wallet, line by line, newest first',
  access: 'signed-in',
  query: z.object({ limit: limitText(100, 1000) }),
  response: z.array(StatementLine),
});
