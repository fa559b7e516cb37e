import { Decimal, digestOf, newId } from '@orbiquant/kernel';
import {
  decisionMade,
  orderChanged,
  type Candle,
  type Decision,
  type Instrument,
  type RangePrediction,
} from '@orbiquant/contracts';
import { chained, closeTimeMs, decide, type Plan } from '@orbiquant/agent';
import type { MarketView } from '@orbiquant/strategy';
import { publish } from '@orbiquant/platform-events';
import { approveOrder, type ApprovedOrder } from '@orbiquant/trading';
import { agentRepository, decisionRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { act } from './act.ts';
import { holdingsOf } from './holdings.ts';
import { recordEquity } from './equity.ts';
import { newOrder, protect } from './protect.ts';
import { riskPicture } from './risk-picture.ts';
import { sweep } from './sweep.ts';

/** A decision with the order that follows from it, both checked, not yet stored. */
type Verdict = { decision: Omit<Decision, 'hash' | 'previousHash'>; order: ApprovedOrder | null };

/**
 * One decision on one closed candle: decided, checked, stored with its intent, then acted on. The same candle twice is
 * one decision.
 */
export async function decideOnCandle(
  agent: AgentContext,
  symbol: string,
  candleOpenTimeMs: number,
): Promise<Decision | null> {
  const instrument = agent.instruments.get(symbol);
  const window = agent.windows.get(symbol);
  if (!instrument || !window || !agent.recovered) return null;
  if (agent.bellRang) await catchUpWithVenue(agent);
  const interval = agent.stored.mandate.decisionInterval;
  agent.lastCandleMs = Math.max(agent.lastCandleMs, closeTimeMs(candleOpenTimeMs, interval));
  await recordEquity(agent, closeTimeMs(candleOpenTimeMs, interval));
  const verdict = await judge(agent, instrument, window.viewAt(closeTimeMs(candleOpenTimeMs, interval)));
  if (!verdict) return null;
  const stored = await store(agent, verdict);
  if (!stored) return null;
  await agent.failpoint('after-intent');
  await act(agent, stored, verdict.order);
  return stored;
}

/** Books what happened at the venue, and makes sure that what is held is protected. */
export async function catchUpWithVenue(agent: AgentContext): Promise<void> {
  await sweep(agent);
  await protect(agent);
}

async function judge(agent: AgentContext, instrument: Instrument, view: MarketView): Promise<Verdict | null> {
  const { mandate } = agent.stored;
  const candle = view.closed[mandate.decisionInterval]?.at(-1);
  if (!candle) return null;
  const prediction = agent.predictions.get(instrument.symbol) ?? null;
  const { holdings } = await holdingsOf(agent, instrument);
  const plan = decide({ profile: agent.profile, mandate, view, instrument, prediction, holdings });
  const draft = { ...draftOf(agent, { plan, view, candle }), ...sourceOf(prediction) };
  if (plan.side && plan.quantity) return withOrder(agent, draft, plan);
  return { decision: { ...draft, verdict: plan.action === 'move-stop' ? 'acted' : 'held' }, order: null };
}

/** The forecast that a decision was given, if there was one. */
function sourceOf(prediction: RangePrediction | null): Pick<Decision, 'predictionId' | 'modelVersion'> {
  if (!prediction) return { predictionId: null, modelVersion: null };
  return { predictionId: prediction.predictionId, modelVersion: prediction.modelVersion };
}

function draftOf(
  agent: AgentContext,
  { plan, view, candle }: { plan: Plan; view: MarketView; candle: Candle },
): Verdict['decision'] {
  const { agentId, mandate } = agent.stored;
  return {
    decisionId: newId(),
    agentId: agent.profile.agentId,
    symbol: view.symbol,
    interval: mandate.decisionInterval,
    candleOpenTimeMs: candle.openTimeMs,
    asOfMs: view.asOfMs,
    action: plan.action,
    verdict: 'held',
    side: plan.side,
    quantity: plan.quantity,
    price: new Decimal(candle.close),
    invalidationPrice: plan.stopPrice,
    reasons: plan.reasons,
    votes: plan.votes,
    predictionId: null,
    modelVersion: null,
    featureHash: plan.featureHash,
    configHash: digestOf({ agentId, mandate }),
    intentIds: [],
  };
}

async function withOrder(agent: AgentContext, draft: Verdict['decision'], plan: Plan): Promise<Verdict> {
  const entering = plan.action === 'enter';
  const order = newOrder(agent, draft, {
    purpose: entering ? 'entry' : 'exit',
    type: entering ? 'limit' : 'market',
    side: plan.side!,
    quantity: plan.quantity!,
    limitPrice: plan.limitPrice,
    stopPrice: null,
    attempt: 0,
  });
  const verdict = approveOrder(order, await riskPicture(agent, order, plan.stopPrice));
  if (verdict.ok)
    return { decision: { ...draft, verdict: 'acted', intentIds: [order.intentId] }, order: verdict.order };
  return {
    decision: { ...draft, action: 'nothing', verdict: 'blocked', reasons: [...plan.reasons, ...verdict.refusal] },
    order: null,
  };
}

/** Decision, intent and their events in one transaction; null when this candle was decided before. */
async function store(agent: AgentContext, { decision, order }: Verdict): Promise<Decision | null> {
  return agent.db.transaction(async (tx) => {
    const head = await agentRepository(tx).lockJournal(decision.agentId);
    if (
      await decisionRepository(tx).ofCandle({
        agentId: decision.agentId,
        symbol: decision.symbol,
        interval: decision.interval,
        candleOpenTimeMs: decision.candleOpenTimeMs,
      })
    )
      return null;
    const entry = chained(decision, head);
    await decisionRepository(tx).append(entry);
    await agentRepository(tx).setJournalHead(decision.agentId, entry.hash);
    await publish(tx, decisionMade, entry);
    if (order) {
      await orderRepository(tx).insert(order);
      await publish(tx, orderChanged, order);
    }
    return entry;
  });
}
