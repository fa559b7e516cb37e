import { Decimal, ZERO } from '@orbiquant/kernel';
import type { AgentState, Mandate, Order, Reason } from '@orbiquant/contracts';

const TOO_MUCH = new Decimal(1_000_000);

declare const approved: unique symbol;

/** Only `approveOrder` makes one, so an unchecked order cannot reach a venue: it does not compile. */
export type ApprovedOrder = Order & { readonly [approved]: true };

/** What the risk engine weighs an order against. Money in quote units; times in ms. */
export type RiskPicture = {
  state: AgentState;
  mandate: Mandate;
  /** Cash plus positions at mark; null when it cannot be known, which refuses new risk. */
  equity: Decimal | null;
  equityPeak: Decimal;
  /** Equity at the start of the loss period. */
  periodStartEquity: Decimal;
  cash: Decimal;
  /** Value at mark of all positions, and of this instrument's. */
  exposure: Decimal;
  symbolExposure: Decimal;
  /** Base units held of the order's instrument. */
  held: Decimal;
  lastClose: Decimal;
  /** Price at which the position would be given up; an entry without one is refused. */
  protectiveStop: Decimal | null;
  /** Entries decided in the last hour of market time. */
  ordersLastHour: number;
  unknownOrders: number;
  /** Wall-clock age of the newest tick. */
  dataAgeMs: number;
};

/** Approved, or refused with every reason at once. */
export type RiskVerdict = { ok: true; order: ApprovedOrder } | { ok: false; refusal: Reason[] };

/**
 * The risk engine: pure, outside any model, first in the order path, and closed on doubt. What only reduces risk (a
 * sale of what is held, a stop) passes unless it would sell more than is held.
 */
export function approveOrder(order: Order, picture: RiskPicture): RiskVerdict {
  const reduces = order.side === 'sell';
  const refusal = (reduces ? reducingChecks : entryChecks)
    .map((check) => check(order, picture))
    .filter((reason) => reason !== null);
  return refusal.length === 0 ? { ok: true, order: order as ApprovedOrder } : { ok: false, refusal };
}

type Check = (order: Order, picture: RiskPicture) => Reason | null;

const because = (code: string, params: Reason['params'] = {}): Reason => ({ code, params });
/** A ratio for comparing; without a whole to compare with, any part is too much. */
const share = (part: Decimal, whole: Decimal): Decimal => (whole.gt(0) ? part.div(whole) : TOO_MUCH);
const shown = (ratio: Decimal): string => ratio.toFixed(4);
const priceOf = (order: Order, picture: RiskPicture): Decimal => order.limitPrice ?? picture.lastClose;

const neverMoreThanHeld: Check = (order, { held }) =>
  order.quantity.gt(held)
    ? because('risk.more-than-held', { quantity: order.quantity.toFixed(), held: held.toFixed() })
    : null;

const stateAllows: Check = (_order, { state }) =>
  state === 'active' ? null : because('risk.agent-not-active', { state });

const equityKnown: Check = (_order, { equity }) =>
  equity === null || equity.lte(0) ? because('risk.equity-unknown') : null;

const dataFresh: Check = (_order, { dataAgeMs, mandate }) =>
  dataAgeMs > mandate.dataAgeMsMax
    ? because('risk.stale-data', { ageMs: Math.round(dataAgeMs), maxMs: mandate.dataAgeMsMax })
    : null;

const noUnknown: Check = (_order, { unknownOrders }) =>
  unknownOrders > 0 ? because('risk.unknown-order', { orders: unknownOrders }) : null;

const orderRate: Check = (_order, { ordersLastHour, mandate }) =>
  ordersLastHour >= mandate.ordersPerHourMax
    ? because('risk.order-rate', { orders: ordersLastHour, max: mandate.ordersPerHourMax })
    : null;

const collar: Check = (order, picture) => {
  const distance = share(priceOf(order, picture).minus(picture.lastClose).abs(), picture.lastClose);
  const max = picture.mandate.priceCollar;
  return distance.gt(max) ? because('risk.price-collar', { distance: shown(distance), max: shown(max) }) : null;
};

const riskPerTrade: Check = (order, picture) => {
  if (!picture.equity) return null;
  if (!picture.protectiveStop || picture.protectiveStop.gte(priceOf(order, picture))) return because('risk.no-stop');
  const atRisk = order.quantity.times(priceOf(order, picture).minus(picture.protectiveStop));
  const max = picture.mandate.riskPerTradeMax;
  return atRisk.gt(picture.equity.times(max))
    ? because('risk.per-trade', { share: shown(share(atRisk, picture.equity)), max: shown(max) })
    : null;
};

const drawdown: Check = (_order, { equity, equityPeak, mandate }) => {
  const fall = equity ? share(equityPeak.minus(equity), equityPeak) : ZERO;
  return fall.gte(mandate.drawdownMax)
    ? because('risk.drawdown', { drawdown: shown(fall), max: shown(mandate.drawdownMax) })
    : null;
};

const periodLoss: Check = (_order, { equity, periodStartEquity, mandate }) => {
  const loss = equity ? share(periodStartEquity.minus(equity), periodStartEquity) : ZERO;
  return loss.gte(mandate.lossMax)
    ? because('risk.period-loss', { loss: shown(loss), max: shown(mandate.lossMax), period: mandate.lossPeriod })
    : null;
};

const exposureWithin: Check = (order, picture) =>
  capped('risk.exposure', picture.exposure.plus(notional(order, picture)), {
    picture,
    max: picture.mandate.exposureMax,
  });

const concentrationWithin: Check = (order, picture) =>
  capped('risk.concentration', picture.symbolExposure.plus(notional(order, picture)), {
    picture,
    max: picture.mandate.concentrationMax,
  });

const cashSuffices: Check = (order, picture) => {
  const cost = notional(order, picture);
  return cost.gt(picture.cash) ? because('risk.cash', { cost: cost.toFixed(2), cash: picture.cash.toFixed(2) }) : null;
};

const notional = (order: Order, picture: RiskPicture): Decimal => order.quantity.times(priceOf(order, picture));

function capped(code: string, value: Decimal, { picture, max }: { picture: RiskPicture; max: Decimal }): Reason | null {
  if (!picture.equity || value.lte(picture.equity.times(max))) return null;
  return because(code, { share: shown(share(value, picture.equity)), max: shown(max) });
}

const reducingChecks: readonly Check[] = [neverMoreThanHeld];
const entryChecks: readonly Check[] = [
  stateAllows,
  equityKnown,
  dataFresh,
  noUnknown,
  orderRate,
  collar,
  riskPerTrade,
  drawdown,
  periodLoss,
  exposureWithin,
  concentrationWithin,
  cashSuffices,
];
