import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getAgent,
  getBalance,
  getCandles,
  getFillLineage,
  getHoldingLineage,
  getProducts,
  getStrikeFills,
  strikeNav,
  subscribe,
  type Fill,
  type HoldingLineage,
  type StrikePosition,
} from '@orbiquant/contracts';
import { Decimal, sumDecimals } from '@orbiquant/kernel';
import { eventually } from './eventually.ts';
import { verifyCorridor } from './corridor-report.ts';
import { marketOfRecord } from './market-of-record.ts';
import { startStack, type Stack } from './stack.ts';
import { standStillHolding } from './stand-still.ts';

const TRADES_WITHIN_MS = 220_000;
const INVESTED_MINOR = 1_000_000_000n;
const params = { agentId: 'orion' as const };

describe('from the balance down to the candle', () => {
  let stack: Stack;
  let productId: string;
  let lineage: HoldingLineage;
  let position: StrikePosition;
  let fills: Fill[];

  beforeAll(async () => {
    stack = await startStack({ portOffset: 11_000, speed: 10_000, ...marketOfRecord });
    productId = (await stack.investor.call(getProducts))[0]?.productId ?? '';
  });
  afterAll(() => stack?.stop());

  const struck = () => stack.operator.call(strikeNav, { params: { productId } });

  it('money goes from the wallet into the pool at the next strike, while Orion trades', async () => {
    const wallet = (await stack.investor.call(getBalance)).wallet.minor;
    const queued = await stack.investor.call(subscribe, {
      params: { productId },
      body: { cashMinor: INVESTED_MINOR, riskAccepted: true },
    });
    expect(queued.status).toBe('queued');
    await eventually('a strike on the reconciled statement', () => struck().catch(() => null), 60_000);
    const balance = await stack.investor.call(getBalance);
    expect(balance.wallet.minor).toBe(wallet - INVESTED_MINOR);
    expect(balance.holdings).toHaveLength(1);
    expect(balance.holdings[0]?.units.gt(0)).toBe(true);
  });

  it('Orion decides and trades on the market, and the strike follows its fills', async () => {
    await standStillHolding(stack, TRADES_WITHIN_MS);
    const strike = await struck();
    lineage = await stack.investor.call(getHoldingLineage, { params: { productId } });
    expect(lineage.strike?.strike.strikeId).toBe(strike.strikeId);
    expect((await stack.investor.call(getAgent, { params })).state).toBe('active');
  });

  it('every figure of the corridor agrees with the venue, the ledger and the journal', async () => {
    const { report, differences } = await verifyCorridor(stack);
    expect(differences).toEqual([]);
    expect(report.differences).toBe(0);
    const orion = report.agents.find(({ agentId }) => agentId === 'orion');
    expect(Number(orion?.checks['fills']?.counted['fills'])).toBeGreaterThanOrEqual(1);
    expect(Number(orion?.checks['nav']?.counted['strikes'])).toBeGreaterThanOrEqual(2);
    expect(Number(report.ledger.counted['transfers'])).toBeGreaterThanOrEqual(2);
  });

  it('the balance is its units at the struck value, rounded down to the minor unit', async () => {
    const { holding } = lineage;
    const { exponent, minor } = holding.value;
    const value = holding.units.times(lineage.strike?.strike.navPerUnit ?? 0).times(new Decimal(10).pow(exponent));
    expect(minor).toBe(BigInt(value.floor().toFixed()));
    expect((await stack.investor.call(getBalance)).holdings[0]?.value.minor).toBe(minor);
  });

  it('the struck value is cash and positions at their marks, less fees', () => {
    const { strike, poolCash, venueCash, accruedFees, positions } = lineage.strike!;
    for (const { quantity, mark, value } of positions) expect(value.toFixed()).toBe(quantity.times(mark).toFixed());
    const { nav, units, navPerUnit } = strike;
    const worth = poolCash
      .plus(venueCash)
      .plus(sumDecimals(positions.map(({ value }) => value)))
      .minus(accruedFees);
    expect(BigInt(worth.times(new Decimal(10).pow(nav.exponent)).floor().toFixed())).toBe(nav.minor);
    const perUnit = new Decimal(nav.minor.toString()).div(new Decimal(10).pow(nav.exponent)).div(units);
    expect(navPerUnit.minus(perUnit).abs().lt('1e-8')).toBe(true);
  });

  it('a position is the sum of its fills, the fees in its own coin taken off', async () => {
    position = lineage.strike!.positions.find(({ quantity }) => quantity.gt(0))!;
    fills = await stack.investor.call(getStrikeFills, {
      params: { strikeId: lineage.strike!.strike.strikeId },
      query: { symbol: position.symbol, limit: 500 },
    });
    const base = position.symbol.split('/')[0];
    const changes = fills.map(({ side, quantity, fee, feeAsset }) =>
      (side === 'buy' ? quantity : quantity.neg()).minus(feeAsset === base ? fee : 0),
    );
    expect(sumDecimals(changes).toFixed()).toBe(position.quantity.toFixed());
    expect(position.fills).toBe(fills.length);
  });

  it('each fill opens down to the order, the decision and the candle it was decided on', async () => {
    expect(fills.length).toBeGreaterThan(0);
    for (const fill of fills.slice(0, 20)) {
      const { order, decision, candle } = await stack.investor.call(getFillLineage, {
        params: { fillId: fill.fillId },
      });
      expect(order.orderId).toBe(fill.orderId);
      expect(order.decisionId).toBe(decision.decisionId);
      expect(decision.verdict).toBe('acted');
      expect(decision.price.eq(candle!.close)).toBe(true);
      const { symbol, interval, candleOpenTimeMs, asOfMs } = decision;
      const query = { symbol, interval, from: candleOpenTimeMs, to: candleOpenTimeMs + 1, asOf: asOfMs };
      const columns = await stack.investor.call(getCandles, { query });
      expect(columns.openTimeMs).toEqual([candle!.openTimeMs]);
      expect(columns.close).toEqual([candle!.close]);
      // nothing was known of the candle before it closed
      expect(fill.filledAtMs).toBeGreaterThanOrEqual(asOfMs);
    }
  });
});
