import type { z } from 'zod';
import type { Balance, HoldingDetail, Product, ProductTerms, Redemption } from '@orbiquant/contracts';
import { poolTree, proofOf } from '@orbiquant/pool-proof';

export const PRODUCT_ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d61';
export const STRIKE_ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d62';
/** 15 January 2026, 10:00 UTC. */
export const NOW_MS = 1_768_471_200_000;
const DAY_MS = 86_400_000;

export const usdt = (units: number) => ({
  currency: 'USDT',
  exponent: 6,
  minor: String(Math.round(units * 1_000_000)),
});

export const product = (over: Partial<z.input<typeof Product>> = {}): z.input<typeof Product> => ({
  productId: PRODUCT_ID,
  name: 'Orion',
  agentId: 'orion',
  currency: 'USDT',
  currencyExponent: 6,
  investmentMin: usdt(100),
  performanceFee: '0.2',
  managementFee: '0.02',
  status: 'open',
  riskClass: 5,
  navPerUnit: '1.1',
  struckAtMs: NOW_MS,
  returnSinceStart: '0.1',
  units: '1000',
  nav: usdt(1100),
  ...over,
});

/** 100 units in two entries, worth 110 gross and 108.50 net. */
export const holding = (over: Partial<z.input<typeof HoldingDetail>> = {}): z.input<typeof HoldingDetail> => ({
  productId: PRODUCT_ID,
  navPerUnit: '1.1',
  struckAtMs: NOW_MS,
  lots: [60, 40].map((units, at) => ({
    lotId: `lot-${at}`,
    units: String(units),
    mark: '1.025',
    issuedAtMs: NOW_MS - (2 - at) * DAY_MS,
    termsVersion: 1,
    paidIn: usdt(units),
    grossValue: usdt(units * 1.1),
    feeAccrued: usdt(units * 0.015),
    netValue: usdt(units * 1.085),
    leaveAtMs: NOW_MS,
  })),
  grossValue: usdt(110),
  feeAccrued: usdt(1.5),
  netValue: usdt(108.5),
  paidIn: usdt(100),
  queued: usdt(0),
  asOfMs: NOW_MS,
  leaveAtMs: NOW_MS,
  payoutChoice: 'reinvest',
  ...over,
});

const terms = {
  version: 1,
  investmentMin: usdt(100),
  performanceFee: '0.2',
  managementFee: '0.02',
  hurdle: '0',
  lockUpMs: 0,
  noticeMs: 0,
  announcedAtMs: 0,
  effectiveAtMs: 0,
  hurts: false,
};

/** Terms of today, and a dearer version announced for the week after. */
export const termsChanging = (): z.input<typeof ProductTerms> => {
  const next = { ...terms, version: 2, performanceFee: '0.25', noticeMs: 3 * DAY_MS, hurts: true };
  const announced = { ...next, announcedAtMs: NOW_MS, effectiveAtMs: NOW_MS + 7 * DAY_MS };
  return {
    productId: PRODUCT_ID,
    status: 'open',
    isLost: false,
    inForce: terms,
    offered: announced,
    announced: [announced],
    history: [terms, announced],
    exitWindow: { fromMs: NOW_MS, toMs: NOW_MS + 7 * DAY_MS },
  };
};

export const balance = (): z.input<typeof Balance> => ({
  currency: 'USDT',
  wallet: usdt(5000),
  total: usdt(5108.5),
  holdings: [
    {
      productId: PRODUCT_ID,
      productName: 'Orion',
      units: '98.63',
      navPerUnit: '1.1',
      strikeId: STRIKE_ID,
      struckAtMs: NOW_MS,
      value: usdt(108.5),
      paidIn: usdt(100),
      gain: usdt(8.5),
      queued: usdt(0),
    },
  ],
});

export const redemption = (over: Partial<z.input<typeof Redemption>> = {}): z.input<typeof Redemption> => ({
  redemptionId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d71',
  productId: PRODUCT_ID,
  ask: 'cash',
  units: null,
  cash: usdt(50),
  unitsLeft: null,
  cashLeft: usdt(50),
  status: 'queued',
  requestedAtMs: NOW_MS,
  waitsFor: null,
  endReason: null,
  paid: usdt(0),
  deals: [],
  ...over,
});

/** A published root of three holders, and the proof of the second of them, as they travel. */
export function ownProof() {
  const leaves = [1n, 2n, 3n].map((at) => ({
    pseudonym: at.toString(16).repeat(64),
    units: at * 10n ** 12n,
    balance: at * 1_000_000n,
  }));
  const tree = poolTree(leaves);
  const proof = proofOf(tree, '2'.repeat(64));
  const text = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)));
  const published = {
    productId: PRODUCT_ID,
    strikeId: STRIKE_ID,
    struckAtMs: NOW_MS,
    root: text(tree.root),
    chain: { seq: '7', hash: 'ab' },
  };
  return { published, own: { ...published, leaf: text(proof?.leaf), proof: text(proof) } };
}
