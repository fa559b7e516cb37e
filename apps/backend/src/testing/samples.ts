import type { AccountStatement, Agent, CandleColumns, Decision, Fill, MarketClock, Order, RangePrediction } from '@orbiquant/contracts';
import { Decimal, newId, ZERO } from '@orbiquant/kernel';

/** A market instant far from any wall clock. */
export const MARKET_MS = Date.UTC(2025, 1, 3, 12);
const d = (text: string): Decimal => new Decimal(text);

export const sampleFill = (part: Partial<Fill> = {}): Fill => ({
  fillId: newId(),
  agentId: 'orion',
  orderId: newId(),
  decisionId: newId(),
  venueTradeId: newId(),
  venueOrderId: newId(),
  symbol: 'BTC/USDT',
  side: 'buy',
  price: d('50000'),
  quantity: d('0.1'),
  fee: d('0.0001'),
  feeAsset: 'BTC',
  filledAtMs: MARKET_MS,
  ...part,
});

export const sampleDecision = (part: Partial<Decision> = {}): Decision => ({
  decisionId: newId(),
  agentId: 'orion',
  symbol: 'BTC/USDT',
  interval: '5m',
  candleOpenTimeMs: MARKET_MS - 300_000,
  asOfMs: MARKET_MS,
  action: 'enter',
  verdict: 'acted',
  side: 'buy',
  quantity: d('0.1'),
  price: d('50000'),
  invalidationPrice: d('49000'),
  reasons: [{ code: 'trend-up', params: { strength: 0.7 } }],
  votes: [],
  predictionId: newId(),
  modelVersion: '1.0.0',
  featureHash: 'f',
  configHash: 'c',
  intentIds: [],
  previousHash: '0',
  hash: '1',
  ...part,
});

export const sampleOrder = (fill: Fill): Order => ({
  orderId: fill.orderId,
  agentId: fill.agentId,
  decisionId: fill.decisionId,
  intentId: newId(),
  clientOrderId: 'c-1',
  venueOrderId: fill.venueOrderId,
  symbol: fill.symbol,
  side: fill.side,
  type: 'limit',
  purpose: 'entry',
  quantity: fill.quantity,
  limitPrice: fill.price,
  stopPrice: null,
  filledQuantity: fill.quantity,
  filledNotional: fill.quantity.times(fill.price),
  state: 'filled',
  reason: null,
  createdAtMs: MARKET_MS,
  updatedAtMs: MARKET_MS,
});

export const sampleAgent = (startedEquity = '100000'): Agent => ({
  agentId: 'orion',
  name: 'Orion',
  profile: 'moderate',
  state: 'active',
  stateReason: null,
  mode: 'paper',
  mandate: {
    version: 1,
    symbols: ['BTC/USDT'],
    decisionInterval: '5m',
    riskPerTradeMax: d('0.01'),
    drawdownMax: d('0.2'),
    lossMax: d('0.05'),
    lossPeriod: 'day',
    exposureMax: d('1'),
    concentrationMax: d('0.5'),
    priceCollar: d('0.02'),
    ordersPerHourMax: 60,
    dataAgeMsMax: 60_000,
  },
  equity: d(startedEquity),
  equityAtMs: MARKET_MS,
  equityPeak: d(startedEquity),
  drawdown: ZERO,
  startedEquity: d(startedEquity),
  lastDecision: null,
  heartbeatAtMs: MARKET_MS,
  reconciledAtMs: MARKET_MS,
});

export const sampleStatement = (part: Partial<AccountStatement> = {}): AccountStatement => ({
  agentId: 'orion',
  venue: 'paper',
  atMs: MARKET_MS,
  quoteAsset: 'USDT',
  cash: d('100000'),
  holdings: [],
  equity: d('100000'),
  differences: [],
  unknownOrders: 0,
  lastFillId: null,
  ...part,
});

export const sampleClock: MarketClock = {
  nowMs: MARKET_MS,
  mode: 'replay',
  venue: 'paper',
  lastTickAtMs: 1,
  feed: 'live',
  finished: false,
};

export const sampleCandles = (openTimeMs: number): CandleColumns => ({
  symbol: 'BTC/USDT',
  interval: '5m',
  asOfMs: MARKET_MS,
  providers: { paper: 1 },
  openTimeMs: [openTimeMs],
  open: [1],
  high: [3],
  low: [0.5],
  close: [2],
  volume: [10],
  lastIsForming: false,
  gaps: [],
  nextToMs: null,
});

export const samplePrediction = (predictionId: string): RangePrediction => ({
  predictionId,
  modelId: 'range',
  modelVersion: '1.0.0',
  status: 'active',
  symbol: 'BTC/USDT',
  interval: '5m',
  candleOpenTimeMs: MARKET_MS - 300_000,
  asOfMs: MARKET_MS,
  horizonBars: 3,
  expectedLogRange: 0.01,
  baselineLogRange: 0.011,
  interval80: { low: 0.005, high: 0.02 },
  lastClose: 2,
  featureHash: 'f',
});
