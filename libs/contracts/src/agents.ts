import { z } from 'zod';
import { asOfQuery, decimalText, epochMs, limitText } from './codecs.ts';
import { Interval } from './candles.ts';
import { Fill, Order, Position, Side } from './orders.ts';
import { route } from './route.ts';

export const AgentId = z.enum(['atlas', 'orion', 'nova']);
export type AgentId = z.output<typeof AgentId>;

/** What an agent may do now. `reducing` only closes; `halted` needs an explicit resume; `recovering` reconciles first. */
export const AgentState = z.enum(['recovering', 'active', 'paused', 'reducing', 'halted', 'stopped']);
export type AgentState = z.output<typeof AgentState>;

/** Limits that are never exceeded beyond the gap of one bar. Ratios: 0.03 = 3 %. */
export const Mandate = z.object({
  version: z.number().int(),
  symbols: z.array(z.string()).min(1),
  decisionInterval: Interval,
  riskPerTradeMax: decimalText,
  drawdownMax: decimalText,
  /** Loss limit over a rolling period. */
  lossMax: decimalText,
  lossPeriod: z.enum(['day', 'week', 'month']),
  exposureMax: decimalText,
  concentrationMax: decimalText,
  /** Largest distance of a limit price from the last close. */
  priceCollar: decimalText,
  ordersPerHourMax: z.number().int().positive(),
  dataAgeMsMax: z.number().int().positive(),
});
export type Mandate = z.output<typeof Mandate>;

/** A reason with its figures, translated where it is shown. Codes are registered in the agent library. */
export const Reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type Reason = z.output<typeof Reason>;

/** One strategy's view. `strength` 0..1. */
export const Vote = z.object({
  strategy: z.string(),
  stance: z.enum(['long', 'flat', 'short', 'none']),
  strength: z.number(),
  reasons: z.array(Reason),
});
export type Vote = z.output<typeof Vote>;

/** What an agent decided on one closed candle of one instrument, also when it decided to do nothing. */
export const Decision = z.object({
  decisionId: z.string(),
  agentId: AgentId,
  symbol: z.string(),
  interval: Interval,
  candleOpenTimeMs: epochMs,
  /** Market time at which everything it used was known. */
  asOfMs: epochMs,
  action: z.enum(['enter', 'exit', 'move-stop', 'nothing']),
  verdict: z.enum(['acted', 'held', 'blocked', 'failed']),
  side: Side.nullable(),
  quantity: decimalText.nullable(),
  /** Last close it looked at. */
  price: decimalText,
  /** The price that would prove it wrong; null when there is nothing to prove. */
  invalidationPrice: decimalText.nullable(),
  reasons: z.array(Reason),
  votes: z.array(Vote),
  /** The prediction it used, null when none was available. */
  predictionId: z.string().nullable(),
  modelVersion: z.string().nullable(),
  featureHash: z.string(),
  configHash: z.string(),
  intentIds: z.array(z.string()),
  previousHash: z.string(),
  hash: z.string(),
});
export type Decision = z.output<typeof Decision>;

/** An agent at a glance. Equity in quote units. */
export const Agent = z.object({
  agentId: AgentId,
  name: z.string(),
  profile: z.enum(['conservative', 'moderate', 'aggressive']),
  state: AgentState,
  stateReason: Reason.nullable(),
  mode: z.enum(['paper', 'live']),
  mandate: Mandate,
  equity: decimalText.nullable(),
  equityAtMs: epochMs.nullable(),
  equityPeak: decimalText.nullable(),
  /** (peak - equity) / peak. */
  drawdown: decimalText.nullable(),
  startedEquity: decimalText.nullable(),
  lastDecision: Decision.nullable(),
  heartbeatAtMs: epochMs.nullable(),
  reconciledAtMs: epochMs.nullable(),
});
export type Agent = z.output<typeof Agent>;

/** Equity of an agent's venue account at one market instant. */
export const EquityPoint = z.object({ atMs: epochMs, equity: decimalText, cash: decimalText });
export type EquityPoint = z.output<typeof EquityPoint>;

/** The venue's own word on an agent's account, compared with ours: NAV is struck on nothing else. */
export const AccountStatement = z.object({
  agentId: AgentId,
  venue: z.string(),
  atMs: epochMs,
  quoteAsset: z.string(),
  cash: decimalText,
  holdings: z.array(z.object({ symbol: z.string(), quantity: decimalText, mark: decimalText, markAtMs: epochMs })),
  equity: decimalText,
  /** Empty when ours and the venue's agree to the last digit. */
  differences: z.array(z.object({ asset: z.string(), ours: decimalText, venues: decimalText })),
  /** Orders whose outcome is not known; NAV waits for them. */
  unknownOrders: z.number().int(),
  /** Id of the newest fill that is included. */
  lastFillId: z.string().nullable(),
});
export type AccountStatement = z.output<typeof AccountStatement>;

const agentParams = z.object({ agentId: AgentId });
const page = { limit: limitText(100, 1000), before: z.string().max(60).optional() };

export const getAgents = route({
  method: 'GET',
  path: '/api/v1/agents',
  summary: 'All agents',
  access: 'signed-in',
  response: z.array(Agent),
});
export const getAgent = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId',
  summary: 'One agent',
  access: 'signed-in',
  params: agentParams,
  response: Agent,
});
export const getDecisions = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/decisions',
  summary: 'Decisions, newest first; `before` is a decision id',
  access: 'signed-in',
  params: agentParams,
  query: z.object({
    ...page,
    verdict: z.enum(['acted', 'held', 'blocked', 'failed']).optional(),
    symbol: z.string().max(30).optional(),
    ...asOfQuery,
  }),
  response: z.array(Decision),
});
/** A decision with all that followed from it and the candles it saw last. */
export const DecisionDetail = z.object({ decision: Decision, orders: z.array(Order), fills: z.array(Fill) });
export type DecisionDetail = z.output<typeof DecisionDetail>;
export const getDecision = route({
  method: 'GET',
  path: '/api/v1/decisions/:decisionId',
  summary: 'One decision with its orders and fills',
  access: 'signed-in',
  params: z.object({ decisionId: z.uuid() }),
  response: DecisionDetail,
});
export const getOrders = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/orders',
  summary: 'Orders, newest first',
  access: 'signed-in',
  params: agentParams,
  query: z.object({ ...page, open: z.stringbool().optional() }),
  response: z.array(Order),
});
export const getFills = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/fills',
  summary: 'Fills, newest first',
  access: 'signed-in',
  params: agentParams,
  query: z.object({ ...page, symbol: z.string().max(30).optional(), ...asOfQuery }),
  response: z.array(Fill),
});
export const getPositions = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/positions',
  summary: 'Positions',
  access: 'signed-in',
  params: agentParams,
  response: z.array(Position),
});
export const getEquityCurve = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/equity',
  summary: 'Equity over market time, oldest first',
  access: 'signed-in',
  params: agentParams,
  query: z.object({ limit: limitText(500, 5000), ...asOfQuery }),
  response: z.array(EquityPoint),
});
export const getAccountStatement = route({
  method: 'GET',
  path: '/api/v1/agents/:agentId/statement',
  summary: 'The venue account, reconciled now',
  access: 'service',
  params: agentParams,
  response: AccountStatement,
});

/** What an operator may tell an agent. `kill` cancels entries, closes positions and halts. */
export const AgentCommand = z.enum(['pause', 'resume', 'kill']);
export type AgentCommand = z.output<typeof AgentCommand>;
export const commandAgent = route({
  method: 'POST',
  path: '/api/v1/agents/:agentId/commands',
  summary: 'Pause, resume or kill an agent',
  access: 'operator',
  params: agentParams,
  body: z.object({ command: AgentCommand, note: z.string().max(500).default('') }),
  response: Agent,
  idempotent: true,
});
