import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ASK_STREAM_PATH, FillLineage, Fill, HoldingLineage } from '@orbiquant/contracts';
import { Decimal, newId } from '@orbiquant/kernel';
import { until } from '@orbiquant/testing';
import { strikeDue } from '../pamm/strike-schedule.ts';
import { everythingTold } from '../testing/everything-told.ts';
import { INVESTOR, OPERATOR, testHouse, type TestHouse } from '../testing/test-house.ts';
import { MARKET_MS, sampleDecision, sampleFill, sampleOrder, sampleStatement } from '../testing/samples.ts';

describe('from the balance down to the candle', () => {
  let house: TestHouse;
  let token: string;
  let productId: string;
  const fill = sampleFill();
  beforeAll(async () => {
    house = await testHouse();
    token = (await house.signIn(INVESTOR)).accessToken;
    productId =
      ((await house.ask('GET', '/api/v1/products', { token })).body as Array<{ productId: string }>)[0]?.productId ??
      '';
    await house.sql(`INSERT INTO trading.agent_events (name, key, payload) VALUES ('fill.recorded', $1, $2)`, [
      fill.fillId,
      JSON.stringify(z.encode(Fill, fill)),
    ]);
    await everythingTold(house.sql, 'trading.agent_events');
    house.peers.script.statement = sampleStatement({
      cash: new Decimal('95000'),
      holdings: [
        { symbol: 'BTC/USDT', quantity: new Decimal('0.0999'), mark: new Decimal('51000'), markAtMs: MARKET_MS },
      ],
      equity: new Decimal('100094.9'),
      lastFillId: fill.fillId,
    });
    const decision = sampleDecision({ decisionId: fill.decisionId });
    house.peers.script.decisions.set(fill.decisionId, { decision, orders: [sampleOrder(fill)], fills: [fill] });
  });
  afterAll(() => house.stop());

  it('every step opens the next, and the figures recompute', async () => {
    await house.ask('POST', `/api/v1/products/${productId}/subscriptions`, {
      token,
      key: newId(),
      body: { cashMinor: '1000000000', riskAccepted: true },
    });
    const operator = (await house.signIn(OPERATOR)).accessToken;
    expect(
      (await house.ask('POST', `/api/v1/products/${productId}/strikes`, { token: operator, key: newId(), body: {} }))
        .status,
    ).toBe(201);
    const { holding, formula, strike } = z.decode(
      HoldingLineage,
      (await house.ask('GET', `/api/v1/lineage/holdings/${productId}`, { token })).body,
    );
    if (!strike || !holding.navPerUnit) throw new Error('was struck');
    expect(formula).toBe(
      `${holding.units.toFixed()} × ${holding.navPerUnit.toFixed()} = ${new Decimal(holding.value.minor.toString()).div(1e6).toFixed(6)}`,
    );
    const parts = strike.positions.reduce(
      (sum, { value }) => sum.plus(value),
      strike.poolCash.plus(strike.venueCash).minus(strike.accruedFees),
    );
    expect(parts.times(1e6).floor().toFixed()).toBe(strike.strike.nav.minor.toString());
    expect(strike.positions).toMatchObject([{ symbol: 'BTC/USDT', fills: 1 }]);
    const fills = z.decode(
      z.array(Fill),
      (await house.ask('GET', `/api/v1/lineage/strikes/${strike.strike.strikeId}/fills?symbol=BTC/USDT`, { token }))
        .body,
    );
    expect(fills).toEqual([fill]);
    const root = z.decode(
      FillLineage,
      (await house.ask('GET', `/api/v1/lineage/fills/${fill.fillId}`, { token })).body,
    );
    expect(root.order.orderId).toBe(fill.orderId);
    expect(root.decision.decisionId).toBe(fill.decisionId);
    expect(root.candle).toMatchObject({
      symbol: 'BTC/USDT',
      interval: '5m',
      openTimeMs: root.decision.candleOpenTimeMs,
      close: 2,
    });
    expect(root.model).toMatchObject({ modelId: 'range', predictionId: root.decision.predictionId });
  });
  it('a period of market time is struck once, however often and by however many it is looked at', async () => {
    const look = () => strikeDue(house.backend.deps, 86_400_000, new Map());
    await Promise.all([look(), look(), look()]);
    const count = async () =>
      Number(
        (
          await house.sql<{ n: string }>(`SELECT count(*) AS n FROM investment.strikes WHERE period LIKE 'scheduled:%'`)
        )[0]?.n,
      );
    expect(await count()).toBe(1);
    house.peers.script.clock = { ...house.peers.script.clock, nowMs: MARKET_MS + 86_400_000 };
    await look();
    expect(await count()).toBe(2);
  });
  it('the copilot streams through, and who hangs up stops the work behind it', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const ask = (question: string, signal?: AbortSignal) =>
      fetch(`${house.backend.url}${ASK_STREAM_PATH}`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ question, language: 'en' }),
        ...(signal ? { signal } : {}),
      });
    const answer = await ask('hello');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect((await answer.text()).match(/^data: /gm)).toHaveLength(2);
    const stop = new AbortController();
    const endless = await ask('forever', stop.signal);
    await endless.body?.getReader().read();
    stop.abort();
    await until('the sibling notices', () => house.peers.script.streamsAborted === 1);
  });
  it('the status names every service and survives one that is down', async () => {
    await until(
      'a first look',
      async () => ((await house.ask('GET', '/api/v1/system/status')).body as { mode: string }).mode === 'replay',
    );
    const status = (await house.ask('GET', '/api/v1/system/status')).body as {
      services: Array<{ name: string; ready: boolean }>;
    };
    expect(status.services.map(({ name, ready }) => [name, ready])).toEqual([
      ['data-service', true],
      ['ml-engine', true],
      ['llm-agent', true],
      ['trading-agents', true],
    ]);
    await house.peers.stop();
    await until('it says so', async () =>
      (
        (await house.ask('GET', '/api/v1/system/status')).body as { services: Array<{ ready: boolean }> }
      ).services.every(({ ready }) => !ready),
    );
    expect((await house.ask('GET', '/api/v1/agents', { token })).status).toBe(503);
    expect((await house.ask('GET', '/api/v1/balance', { token })).status).toBe(200);
  });
});
