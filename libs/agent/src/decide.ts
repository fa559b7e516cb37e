import { Decimal, digestOf, type Decimal as Exact } from '@orbiquant/kernel';
import type { Instrument, Mandate, RangePrediction, Reason, Vote } from '@orbiquant/contracts';
import type { MarketView } from '@orbiquant/strategy';
import { quantizePrice, quantizeQuantity } from '@orbiquant/trading';
import { hasGap } from './market-window.ts';
import { votesOf, type AgentProfile } from './profile.ts';
import { positionSize } from './position-size.ts';
import { protectiveStop, trailedStop } from './protective-stop.ts';

/** What an agent has and owes when it decides. Money in quote units. */
export type Holdings = {
  equity: Exact | null;
  cash: Exact;
  held: Exact;
  /** Value at mark of all positions and of this one. */
  exposure: Exact;
  symbolExposure: Exact;
  /** Price of the stop that stands on the venue; null without one. */
  standingStop: Exact | null;
  /** An order of this instrument, other than the stop, whose life has not ended. */
  orderInFlight: boolean;
};

/** All that a decision depends on. */
export type DecisionInput = {
  profile: AgentProfile;
  mandate: Mandate;
  view: MarketView;
  instrument: Instrument;
  prediction: RangePrediction | null;
  holdings: Holdings;
};

/** What to do, before the risk engine has had its say. */
export type Plan = {
  action: 'enter' | 'exit' | 'move-stop' | 'nothing';
  side: 'buy' | 'sell' | null;
  quantity: Exact | null;
  limitPrice: Exact | null;
  /** Where the position is given up: the price that would prove the decision wrong. */
  stopPrice: Exact | null;
  reasons: Reason[];
  votes: Vote[];
  /** Digest of every input: the same digest is the same decision. */
  featureHash: string;
};

/**
 * One decision on one closed candle. Pure: the same input gives the same plan in a backtest, on paper and live.
 *
 * Enters when a strategy is long and none objects; exits when one says flat or short that is not outvoted by a long;
 * otherwise trails the stop of what is held, or does nothing, and says why.
 */
export function decide(input: DecisionInput): Plan {
  const votes = votesOf(input.profile, input.view);
  const base = { votes, featureHash: featureHashOf(input, votes) };
  if (input.holdings.orderInFlight) return { ...nothing('agent.order-in-flight'), ...base };
  return { ...(isHolding(input) ? planHolding(input, votes) : planFlat(input, votes)), ...base };
}

type Draft = Omit<Plan, 'votes' | 'featureHash'>;

const nothing = (code: string, params: Reason['params'] = {}): Draft => ({
  action: 'nothing',
  side: null,
  quantity: null,
  limitPrice: null,
  stopPrice: null,
  reasons: [{ code, params }],
});

/** Less than the venue would let us sell is dust: it counts as flat. */
function isHolding({ holdings, instrument, view, profile }: DecisionInput): boolean {
  const close = lastClose(view, profile);
  return close !== null && quantizeQuantity(holdings.held, close, instrument).ok;
}

function planFlat(input: DecisionInput, votes: Vote[]): Draft {
  if (hasGap(input.view, input.profile)) return nothing('agent.data-gap');
  const longs = votes.filter(({ stance }) => stance === 'long');
  const against = votes.filter(({ stance }) => stance === 'flat' || stance === 'short');
  if (votes.every(({ stance }) => stance === 'none'))
    return nothing(votes.some(isWarmingUp) ? 'agent.warming-up' : 'agent.no-setup');
  if (longs.length === 0) return nothing('agent.no-long-setup');
  if (against.length > 0)
    return nothing('agent.strategies-disagree', { against: against.map(({ strategy }) => strategy).join(', ') });
  return planEntry(input, longs);
}

const isWarmingUp = ({ reasons }: Vote): boolean => reasons.some(({ code }) => code === 'strategy.warm-up');

function planEntry(input: DecisionInput, longs: Vote[]): Draft {
  const { instrument, view, profile } = input;
  const close = lastClose(view, profile);
  const stop = protectiveStop(profile, view, input);
  if (!close || !stop || !input.holdings.equity) return nothing('agent.cannot-size');
  const limitPrice = quantizePrice(close.times(ENTRY_SLIP.plus(1)), instrument, 'down');
  const sized = quantizeQuantity(sizeFor(input, limitPrice, stop), close, instrument);
  if (!sized.ok) return nothing('agent.too-small', { refusal: sized.refusal });
  const reasons = [
    {
      code: 'agent.enter-long',
      params: { strategies: longs.map(({ strategy }) => strategy).join(', '), stop: stop.toFixed() },
    },
  ];
  return { action: 'enter', side: 'buy', quantity: sized.quantity, limitPrice, stopPrice: stop, reasons };
}

/** How far above the last close an entry may pay; beyond it the order simply does not fill. */
const ENTRY_SLIP = new Decimal('0.002');
/** Room for the taker fee in cash and in base. */
const FEE_ROOM = new Decimal('0.002');

function sizeFor({ profile, mandate, holdings }: DecisionInput, price: Exact, stop: Exact): Exact {
  const equity = holdings.equity ?? new Decimal(0);
  return positionSize({
    equity,
    cash: holdings.cash,
    price,
    stop,
    feeShare: FEE_ROOM,
    riskShare: Decimal.min(new Decimal(profile.riskPerTrade), mandate.riskPerTradeMax),
    exposureLeft: equity.times(mandate.exposureMax).minus(holdings.exposure),
    concentrationLeft: equity.times(mandate.concentrationMax).minus(holdings.symbolExposure),
  });
}

function planHolding(input: DecisionInput, votes: Vote[]): Draft {
  const leaving = votes.filter(({ stance }) => stance === 'flat' || stance === 'short');
  const staying = votes.some(({ stance }) => stance === 'long');
  if (leaving.length > 0 && !staying) return planExit(input, leaving);
  const { profile, view, holdings } = input;
  const close = lastClose(view, profile);
  const moved =
    close && holdings.standingStop
      ? trailedStop(holdings.standingStop, protectiveStop(profile, view, input), close)
      : null;
  if (!moved) return { ...nothing('agent.hold'), stopPrice: holdings.standingStop };
  const params = { from: holdings.standingStop!.toFixed(), to: moved.toFixed() };
  return {
    action: 'move-stop',
    side: 'sell',
    quantity: null,
    limitPrice: null,
    stopPrice: moved,
    reasons: [{ code: 'agent.trail-stop', params }],
  };
}

function planExit({ holdings, instrument, view, profile }: DecisionInput, leaving: Vote[]): Draft {
  const sized = quantizeQuantity(holdings.held, lastClose(view, profile) ?? new Decimal(0), instrument);
  if (!sized.ok) return nothing('agent.dust', { refusal: sized.refusal });
  const reasons = [{ code: 'agent.exit', params: { strategies: leaving.map(({ strategy }) => strategy).join(', ') } }];
  return { action: 'exit', side: 'sell', quantity: sized.quantity, limitPrice: null, stopPrice: null, reasons };
}

/** The last close as an owed number: the float's own shortest text. */
function lastClose(view: MarketView, profile: AgentProfile): Exact | null {
  const close = view.closed[profile.mandate.decisionInterval]?.at(-1)?.close;
  return close === undefined ? null : new Decimal(close);
}

function featureHashOf({ view, profile, prediction, holdings, mandate }: DecisionInput, votes: Vote[]): string {
  const last = Object.fromEntries(
    Object.entries(view.closed).map(([interval, candles]) => [interval, candles?.at(-1) ?? null]),
  );
  return digestOf({
    symbol: view.symbol,
    asOfMs: view.asOfMs,
    last,
    votes,
    prediction: prediction?.featureHash ?? null,
    holdings,
    mandate: mandate.version,
    profile: profile.name,
  });
}
