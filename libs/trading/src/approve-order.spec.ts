import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimal, Decimal, ZERO } from '@orbiquant/kernel';
import type { Mandate, Order } from '@orbiquant/contracts';
import { approveOrder, type RiskPicture } from './approve-order.ts';

const mandate: Mandate = {
  version: 1,
  symbols: ['BTC/USDT'],
  decisionInterval: '5m',
  riskPerTradeMax: decimal('0.03'),
  drawdownMax: decimal('0.10'),
  lossMax: decimal('0.05'),
  lossPeriod: 'week',
  exposureMax: decimal('0.90'),
  concentrationMax: decimal('0.50'),
  priceCollar: decimal('0.01'),
  ordersPerHourMax: 5,
  dataAgeMsMax: 30_000,
};
const picture: RiskPicture = {
  state: 'active',
  mandate,
  equity: decimal('10000'),
  equityPeak: decimal('10000'),
  periodStartEquity: decimal('10000'),
  cash: decimal('10000'),
  exposure: ZERO,
  symbolExposure: ZERO,
  held: ZERO,
  lastClose: decimal('100'),
  protectiveStop: decimal('95'),
  ordersLastHour: 0,
  unknownOrders: 0,
  dataAgeMs: 100,
};
const entry = (quantity = '10'): Order => ({
  orderId: 'o',
  agentId: 'orion',
  decisionId: 'd',
  intentId: 'i',
  clientOrderId: 'oqi',
  venueOrderId: null,
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  purpose: 'entry',
  quantity: decimal(quantity),
  limitPrice: decimal('100'),
  stopPrice: null,
  filledQuantity: ZERO,
  filledNotional: ZERO,
  state: 'pending',
  reason: null,
  createdAtMs: 0,
  updatedAtMs: 0,
});
const codes = (order: Order, change: Partial<RiskPicture>): string[] => {
  const verdict = approveOrder(order, { ...picture, ...change });
  return verdict.ok ? [] : verdict.refusal.map(({ code }) => code);
};

describe('the risk engine', () => {
  it('lets an entry pass that keeps every limit', () => {
    expect(codes(entry(), {})).toEqual([]);
  });

  const refusals: Array<[string, Order, Partial<RiskPicture>]> = [
    ['risk.agent-not-active', entry(), { state: 'paused' }],
    ['risk.agent-not-active', entry(), { state: 'halted' }],
    ['risk.agent-not-active', entry(), { state: 'recovering' }],
    ['risk.equity-unknown', entry(), { equity: null }],
    ['risk.stale-data', entry(), { dataAgeMs: 30_001 }],
    ['risk.stale-data', entry(), { dataAgeMs: Infinity }],
    ['risk.unknown-order', entry(), { unknownOrders: 1 }],
    ['risk.order-rate', entry(), { ordersLastHour: 5 }],
    ['risk.price-collar', entry(), { lastClose: decimal('98') }],
    ['risk.no-stop', entry(), { protectiveStop: null }],
    ['risk.no-stop', entry(), { protectiveStop: decimal('100') }],
    ['risk.per-trade', entry('49'), { protectiveStop: decimal('90') }],
    ['risk.drawdown', entry(), { equityPeak: decimal('11112') }],
    ['risk.period-loss', entry(), { periodStartEquity: decimal('10527') }],
    ['risk.exposure', entry('40'), { exposure: decimal('5001') }],
    ['risk.concentration', entry('40'), { symbolExposure: decimal('1001') }],
    ['risk.cash', entry(), { cash: decimal('999.99') }],
    ['risk.more-than-held', { ...entry(), side: 'sell', purpose: 'exit' }, { held: decimal('9.99') }],
  ];
  it.each(refusals)('refuses with %s', (code, order, change) => {
    expect(codes(order, change)).toEqual([code]);
  });

  it('lets what is held be sold in every state, also with stale data and unknown equity', () => {
    for (const state of ['paused', 'halted', 'reducing', 'recovering'] as const) {
      expect(
        codes(
          { ...entry(), side: 'sell', purpose: 'exit' },
          { state, equity: null, dataAgeMs: Infinity, held: decimal('10') },
        ),
      ).toEqual([]);
    }
  });

  it('names every reason at once', () => {
    expect(codes(entry(), { state: 'paused', unknownOrders: 2, cash: ZERO })).toEqual([
      'risk.agent-not-active',
      'risk.unknown-order',
      'risk.cash',
    ]);
  });

  it('never approves an entry whose loss at the stop is above the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 9_900 }), (milli, stopCents) => {
        const quantity = new Decimal(milli).div(1000);
        const protectiveStop = new Decimal(stopCents).div(100);
        const verdict = approveOrder({ ...entry(), quantity }, { ...picture, protectiveStop });
        const atRisk = quantity.times(new Decimal(100).minus(protectiveStop));
        if (verdict.ok) expect(atRisk.lte(300)).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
