import type { z } from 'zod';
import type { JobView, LedgerCheck, SettlementReport, WithdrawalToApprove } from '@orbiquant/contracts';

/** 15 January 2026, 10:00 UTC. */
export const NOW_MS = 1_768_471_200_000;

export const toApprove = (
  over: Partial<z.input<typeof WithdrawalToApprove>> = {},
): z.input<typeof WithdrawalToApprove> => ({
  withdrawalId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d41',
  amount: { currency: 'USD', exponent: 2, minor: '1200000' },
  status: 'requested',
  requestedAtMs: NOW_MS,
  approvalsNeeded: 2,
  approvals: 1,
  reason: null,
  userId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d42',
  email: 'ana@example.com',
  bank: 'First Bank ···· 6789',
  approvedBy: ['first@example.com'],
  ...over,
});

export const job = (over: Partial<z.input<typeof JobView>> = {}): z.input<typeof JobView> => ({
  name: 'DailySettlementJob',
  cron: '5 0 * * *',
  zone: 'UTC',
  health: 'ok',
  nextRunAtMs: NOW_MS,
  waiting: 0,
  deadLetters: 0,
  lastRun: {
    job: 'DailySettlementJob',
    period: '2026-01-14',
    state: 'done',
    attempts: 1,
    startedAtMs: NOW_MS,
    finishedAtMs: NOW_MS,
    durationMs: 40,
    successes: 12,
    errors: 1,
  },
  ...over,
});

export const report = (over: Partial<z.input<typeof SettlementReport>> = {}): z.input<typeof SettlementReport> => {
  const totals = {
    profitMinor: '30000000',
    lossMinor: '-10000000',
    netMinor: '20000000',
    operations: 7,
    wins: 4,
    losses: 3,
    poolMinor: '1000000000',
    roi: '0.02',
  };
  return {
    day: '2026-01-14',
    cycle: 'close',
    fromMs: NOW_MS,
    toMs: NOW_MS,
    settledAtMs: NOW_MS,
    currency: 'USDT',
    exponent: 6,
    totals,
    maxDrawdown: '-0.05',
    sharpe: null,
    agents: [{ ...totals, agentId: 'orion' }],
    symbols: [],
    shares: [
      { holder: 'house', pooledMinor: '5000000', ownMinor: '0', totalMinor: '5000000', disposition: 'reinvest' },
      {
        holder: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d42',
        pooledMinor: '15000000',
        ownMinor: '0',
        totalMinor: '15000000',
        disposition: 'pay-out',
      },
    ],
    flows: { paidInMinor: '0', paidOutMinor: '0', movements: 0 },
    people: { joined: 0, left: 0, changed: 0 },
    macro: null,
    history: [],
    notes: [{ code: 'late-events', count: 2, about: '' }],
    ...over,
  };
};

export const ledger = (over: Partial<z.input<typeof LedgerCheck>> = {}): z.input<typeof LedgerCheck> => ({
  transfers: 10,
  postings: 24,
  unbalanced: 0,
  sums: [{ currency: 'USDT', exponent: 6, minor: '0' }],
  balanceMismatches: 0,
  chainBreaks: 0,
  unsealed: 3,
  firstBad: null,
  altered: null,
  ...over,
});
