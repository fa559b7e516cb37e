import type { z } from 'zod';
import type { CardDeposit, Wallet, WithdrawalView } from '@orbiquant/contracts';

const usd = (cents: number) => ({ currency: 'USD', exponent: 2, minor: String(cents) });
const usdt = (units: number) => ({ currency: 'USDT', exponent: 6, minor: String(units * 1_000_000) });

/** 15 January 2026, 10:00 UTC. */
export const NOW_MS = 1_768_471_200_000;

/** A wallet of 12,500.50 USDT, of which 500 is held, with a bank named long ago. */
export const wallet = (over: Partial<z.input<typeof Wallet>> = {}): z.input<typeof Wallet> => ({
  wallet: { currency: 'USDT', exponent: 6, minor: '12500500000' },
  available: usd(12_000_50),
  held: usdt(500),
  owed: usdt(0),
  pending: usd(0),
  rateId: 'par-1',
  limits: {
    min: usd(1_00),
    max: usd(50_000_00),
    left24h: usd(50_000_00),
    left30d: usd(11_500_00),
    dualApprovalFrom: usd(10_000_00),
  },
  bank: { status: 'ready', bank: 'First Bank ···· 6789', coolOffUntilMs: null },
  steppedUpUntilMs: null,
  frozen: false,
  cardsEnabled: true,
  ...over,
});

/** A card deposit of 500 USD. */
export const deposit = (over: Partial<z.input<typeof CardDeposit>> = {}): z.input<typeof CardDeposit> => ({
  depositId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d31',
  amount: usd(500_00),
  status: 'created',
  createdAtMs: NOW_MS,
  heldUntilMs: null,
  refunded: usd(0),
  dispute: null,
  checkoutUrl: null,
  ...over,
});

/** A withdrawal of 100 USD that nobody has agreed to yet. */
export const withdrawal = (over: Partial<z.input<typeof WithdrawalView>> = {}): z.input<typeof WithdrawalView> => ({
  withdrawalId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d41',
  amount: usd(100_00),
  status: 'requested',
  requestedAtMs: NOW_MS,
  approvalsNeeded: 1,
  approvals: 0,
  reason: null,
  ...over,
});
