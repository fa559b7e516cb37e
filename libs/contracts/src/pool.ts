import { z } from 'zod';
import { AgentId } from './agents.ts';
import { decimalText, epochMs, minorUnits } from './codecs.ts';
import { Money } from './invest.ts';
import { route } from './route.ts';

const milliseconds = z.number().int().min(0).max(315_360_000_000);

/** What an operator offers. Rates: 0.2 = 20 %; the hurdle and the management fee are yearly. Times in milliseconds. */
export const TermsOffer = z.object({
  investmentMinMinor: minorUnits,
  performanceFee: decimalText,
  managementFee: decimalText,
  hurdle: decimalText,
  lockUpMs: milliseconds,
  noticeMs: milliseconds,
});
export type TermsOffer = z.output<typeof TermsOffer>;

/** Terms as they were announced. They hold for who joins from `announcedAtMs`, for who was in before from `effectiveAtMs`. */
export const PoolTerms = TermsOffer.omit({ investmentMinMinor: true }).extend({
  version: z.number().int().positive(),
  investmentMin: Money,
  announcedAtMs: epochMs,
  effectiveAtMs: epochMs,
  /** Whether they are worse than the version before, in any point. */
  hurts: z.boolean(),
});
export type PoolTerms = z.output<typeof PoolTerms>;

/** `closed` takes no new money; `frozen` neither deals nor is struck. */
export const ProductStatus = z.enum(['open', 'closed', 'frozen']);
export type ProductStatus = z.output<typeof ProductStatus>;

/** The terms of a product: those in force for everybody, those that a newcomer joins under, and all there ever were. */
export const ProductTerms = z.object({
  productId: z.uuid(),
  status: ProductStatus,
  /** Whether a total loss has ended the pool. */
  isLost: z.boolean(),
  inForce: PoolTerms,
  offered: PoolTerms,
  /** Announced and not in force yet. */
  announced: z.array(PoolTerms),
  history: z.array(PoolTerms),
  /** While it lasts, who was in before may leave without lock-up and notice. */
  exitWindow: z.object({ fromMs: epochMs, toMs: epochMs }).nullable(),
});
export type ProductTerms = z.output<typeof ProductTerms>;

/** What an amount would become, exactly as the pool would compute it. */
export const FeePreview = z.object({
  cash: Money,
  grossReturn: decimalText,
  days: z.number().int(),
  termsVersion: z.number().int(),
  grossValue: Money,
  managementFee: Money,
  performanceFee: Money,
  netValue: Money,
  netReturn: decimalText,
});
export type FeePreview = z.output<typeof FeePreview>;

/** What a pool published at a strike: the sums of all units (10^-12) and balances (minor units), and the hash that binds them. */
export const PoolRootView = z.object({
  hash: z.string(),
  units: minorUnits,
  balance: minorUnits,
  leaves: z.number().int(),
});
const Leaf = z.object({ pseudonym: z.string(), units: minorUnits, balance: minorUnits });
/** The root of a strike with where the ledger stood. */
export const PublicRoot = z.object({
  productId: z.uuid(),
  strikeId: z.uuid(),
  struckAtMs: epochMs,
  root: PoolRootView,
  chain: z.object({ seq: minorUnits, hash: z.string() }),
});
export type PublicRoot = z.output<typeof PublicRoot>;
/** What an investor downloads to check alone: the own leaf, the way up, and the root. */
export const OwnProof = PublicRoot.extend({
  leaf: Leaf,
  proof: z.object({
    leaf: Leaf,
    index: z.number().int(),
    siblings: z.array(z.object({ hash: z.string(), units: minorUnits, balance: minorUnits })),
  }),
});
export type OwnProof = z.output<typeof OwnProof>;

/** A product as an operator makes it. */
export const NewProduct = z.object({
  name: z.string().trim().min(1).max(60),
  agentId: AgentId,
  currency: z.string(),
  riskClass: z.number().int().min(1).max(7),
  /** Part of the agent's venue account that is this pool's, 0..1, at most six places. */
  venueShare: decimalText,
  terms: TermsOffer,
});
export type NewProduct = z.output<typeof NewProduct>;

const params = z.object({ productId: z.uuid() });
const strikeParams = z.object({ productId: z.uuid(), strikeId: z.uuid() });

export const getProductTerms = route({
  method: 'GET',
  path: '/api/v1/products/:productId/terms',
  summary: 'Terms in force, offered and announced',
  access: 'signed-in',
  params,
  response: ProductTerms,
});
export const getFeePreview = route({
  method: 'GET',
  path: '/api/v1/products/:productId/fee-preview',
  summary: 'What an amount becomes at a gross return, fees taken as the pool takes them',
  access: 'signed-in',
  params,
  query: z.object({
    cashMinor: minorUnits,
    grossReturn: decimalText,
    days: z.coerce.number().int().min(1).max(3_650).default(365),
  }),
  response: FeePreview,
});
export const getPublicRoot = route({
  method: 'GET',
  path: '/api/v1/products/:productId/proofs/:strikeId/root',
  summary: 'The published root of a strike',
  access: 'anyone',
  params: strikeParams,
  response: PublicRoot,
});
export const getOwnProof = route({
  method: 'GET',
  path: '/api/v1/products/:productId/proofs/:strikeId',
  summary: 'My proof of inclusion in a strike',
  access: 'signed-in',
  params: strikeParams,
  response: OwnProof,
});
export const createProduct = route({
  method: 'POST',
  path: '/api/v1/products',
  summary: 'Make a product',
  access: 'operator',
  body: NewProduct,
  response: ProductTerms,
  status: 201,
  idempotent: true,
});
export const announceProductTerms = route({
  method: 'POST',
  path: '/api/v1/products/:productId/terms',
  summary: 'Announce new terms',
  access: 'operator',
  params,
  body: TermsOffer,
  response: ProductTerms,
  status: 201,
  idempotent: true,
});
export const setProductStatus = route({
  method: 'PUT',
  path: '/api/v1/products/:productId/status',
  summary: 'Open, close or freeze a product',
  access: 'operator',
  params,
  body: z.object({ status: ProductStatus }),
  response: ProductTerms,
});
