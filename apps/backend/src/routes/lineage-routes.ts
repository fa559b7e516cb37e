import type { FastifyInstance } from 'fastify';
import {
  getCandles,
  getDecision,
  getFillLineage,
  getHoldingLineage,
  getLedgerCheck,
  getPrediction,
  getStrikeFills,
  type Decision,
  type FillLineage,
  type Holding,
  type StrikeDetail,
} from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { exponentOf, toUnits } from '@orbiquant/ledger';
import { checkLedger } from '@orbiquant/ledger-store';
import {
  findProduct,
  findStrike,
  latestStrikes,
  positionsOfStrike,
  queuedMinorOf,
  type Strike,
} from '@orbiquant/pamm-store';
import { mount, personOf, type PersonCaller } from '@orbiquant/platform-http';
import { fillsUpTo, findFill, seqOfFill } from '@orbiquant/portfolio-store';
import type { Deps } from '../deps.ts';
import { holdingView } from '../pamm/holding.ts';
import { navPointOf } from '../pamm/views.ts';

/** The road from a balance down to the candle, and the check of the books. */
export function lineageRoutes(server: FastifyInstance, deps: Deps): void {
  const { manager } = deps.db;
  mount(server, getHoldingLineage, async ({ params: { productId } }, { caller }) => {
    const product = await findProduct(manager, productId);
    if (!product) throw new AppError('not-found', 'There is no such product');
    const { userId } = personOf(caller);
    const queuedMinor = (await queuedMinorOf(manager, userId)).get(productId) ?? 0n;
    const holding = await holdingView(manager, product, { userId, queuedMinor });
    const [latest] = await latestStrikes(manager, productId, 1);
    if (!latest) return { holding, formula: '', strike: null };
    return { holding, formula: formulaOf(holding, latest), strike: await strikeDetail(deps, latest, product.agentId) };
  });
  mount(server, getStrikeFills, async ({ params: { strikeId }, query: { symbol, limit } }) => {
    const strike = await findStrike(manager, strikeId);
    const product = strike && (await findProduct(manager, strike.productId));
    if (!product) throw new AppError('not-found', 'There is no such strike');
    const seq = (await seqOfFill(manager, strike.lastFillId)) ?? 0n;
    return fillsUpTo(manager, { agentId: product.agentId, symbol, seq, limit });
  });
  mount(server, getFillLineage, async ({ params: { fillId } }, { caller }) =>
    fillLineage(deps, fillId, personOf(caller)),
  );
  mount(server, getLedgerCheck, async () => checkLedger(deps.db));
}

/** How a holding's value follows from its units, with the figures in place. */
function formulaOf({ units, value }: Holding, { navPerUnit }: Strike): string {
  const { minor, exponent } = value;
  return `${units.toFixed()} × ${navPerUnit.toFixed()} = ${toUnits(minor, exponent).toFixed(exponent)}`;
}

async function strikeDetail({ db }: Deps, strike: Strike, agentId: string): Promise<StrikeDetail> {
  const exponent = exponentOf(strike.currency);
  return {
    strike: navPointOf(strike),
    agentId,
    poolCash: toUnits(strike.poolCashMinor, exponent),
    venueCash: strike.venueCash,
    accruedFees: toUnits(strike.accruedFeesMinor, exponent),
    positions: await positionsOfStrike(db.manager, strike.strikeId),
    lastFillId: strike.lastFillId,
  };
}

async function fillLineage(deps: Deps, fillId: string, person: PersonCaller): Promise<FillLineage> {
  const fill = await findFill(deps.db.manager, fillId);
  if (!fill) throw new AppError('not-found', 'There is no such fill');
  const { call } = deps.peers['trading-agents'];
  const { decision, orders } = await call(getDecision, { params: { decisionId: fill.decisionId } }, { person });
  const order = orders.find(({ orderId }) => orderId === fill.orderId);
  if (!order) throw new AppError('not-found', 'The order of this fill is not known');
  return { fill, order, decision, candle: await candleOf(deps, decision), model: await modelOf(deps, decision) };
}

/** The candle that a decision was made on, as it was known then. */
async function candleOf({ peers }: Deps, decision: Decision): Promise<FillLineage['candle']> {
  const { symbol, interval, candleOpenTimeMs, asOfMs } = decision;
  const query = { symbol, interval, from: candleOpenTimeMs, to: candleOpenTimeMs + 1, limit: 1, asOf: asOfMs };
  const columns = await peers['data-service'].call(getCandles, { query });
  const [open, high, low, close, volume] = [
    columns.open[0],
    columns.high[0],
    columns.low[0],
    columns.close[0],
    columns.volume[0],
  ];
  if (columns.openTimeMs[0] !== candleOpenTimeMs) return null;
  return {
    symbol,
    interval,
    openTimeMs: candleOpenTimeMs,
    open: open ?? 0,
    high: high ?? 0,
    low: low ?? 0,
    close: close ?? 0,
    volume: volume ?? 0,
  };
}

/** The model whose prediction a decision used; null when it used none or the prediction is no longer kept. */
async function modelOf({ peers }: Deps, { predictionId }: Decision): Promise<FillLineage['model']> {
  if (!predictionId) return null;
  const { call } = peers['ml-engine'];
  return call(getPrediction, { params: { predictionId } }).then(
    ({ modelId, modelVersion }) => ({ modelId, version: modelVersion, predictionId }),
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    },
  );
}
