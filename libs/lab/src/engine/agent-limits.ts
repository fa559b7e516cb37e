import type { AgentState, Mandate, Order } from '@orbiquant/contracts';
import { lossPeriodStart } from '@orbiquant/agent';
import { Decimal, ZERO } from '@orbiquant/kernel';
import type { AccountView, Intent } from '@orbiquant/strategy';
import { approveOrder, type RiskPicture } from '@orbiquant/trading';
import type { Approve, OrderProposal } from './request.ts';

const HOUR_MS = 3_600_000;

/**
 * The limits of an agent's mandate along a backtest: the equity it has seen on each hour, what follows from it
 * (drawdown halts, the period's loss only lets it close), and the risk engine's word on each order.
 */
export class AgentLimits {
  state: AgentState = 'active';
  private readonly mandate: Mandate;
  private readonly points: Array<{ atMs: number; equity: Decimal }> = [];
  private peak: Decimal = ZERO;
  private entriesMs: number[] = [];

  constructor(mandate: Mandate) {
    this.mandate = mandate;
  }

  /** Takes a point of the equity curve each market hour, as the service does, and enforces what hangs on it. */
  see({ equity: float }: AccountView, atMs: number): void {
    if (this.points.length > 0 && atMs % HOUR_MS !== 0) return;
    const equity = new Decimal(float);
    this.points.push({ atMs, equity });
    this.peak = Decimal.max(this.peak, equity);
    if (this.state !== 'active') return;
    if (lostOf(this.peak, equity).gte(this.mandate.drawdownMax)) this.state = 'halted';
    else if (lostOf(this.periodStart(atMs), equity).gte(this.mandate.lossMax)) this.state = 'reducing';
  }

  /** The risk engine as the last word on an order; the first reason of a refusal stands for all. */
  readonly approve: Approve = (proposal, account) => {
    const order = this.orderOf(proposal, account);
    const verdict = approveOrder(order, this.pictureOf(proposal, account));
    if (!verdict.ok) return verdict.refusal[0]!.code;
    if (order.purpose === 'entry') this.entriesMs.push(proposal.atMs);
    return null;
  };

  private periodStart(atMs: number): Decimal {
    const fromMs = lossPeriodStart(atMs, this.mandate.lossPeriod);
    return (this.points.findLast((point) => point.atMs <= fromMs) ?? this.points[0])?.equity ?? ZERO;
  }

  private orderOf({ symbol, intent, atMs }: OrderProposal, account: AccountView): Order {
    const entering = intent.kind === 'enter';
    return {
      orderId: '',
      agentId: '',
      decisionId: '',
      intentId: '',
      clientOrderId: '',
      venueOrderId: null,
      symbol,
      side: entering ? 'buy' : 'sell',
      type: entering ? 'limit' : 'market',
      purpose: entering ? 'entry' : 'exit',
      quantity: quantityOf(intent, account),
      limitPrice: entering ? new Decimal(intent.price ?? 0) : null,
      stopPrice: null,
      filledQuantity: ZERO,
      filledNotional: ZERO,
      state: 'pending',
      reason: null,
      createdAtMs: atMs,
      updatedAtMs: atMs,
    };
  }

  private pictureOf({ intent, atMs, close }: OrderProposal, account: AccountView): RiskPicture {
    this.entriesMs = this.entriesMs.filter((entryMs) => entryMs > atMs - HOUR_MS);
    const [equity, cash, held] = [account.equity, account.cash, account.quantity].map((value) => new Decimal(value));
    const lastClose = new Decimal(close);
    const stop = intent.kind === 'enter' ? intent.stop : undefined;
    return {
      state: this.state,
      mandate: this.mandate,
      equity: equity!,
      equityPeak: this.peak,
      periodStartEquity: this.periodStart(atMs),
      cash: cash!,
      exposure: equity!.minus(cash!),
      symbolExposure: held!.times(lastClose),
      held: held!,
      lastClose,
      protectiveStop: stop === undefined ? null : new Decimal(stop),
      ordersLastHour: this.entriesMs.length,
      unknownOrders: 0,
      dataAgeMs: 0,
    };
  }
}

function quantityOf(intent: Intent, { quantity }: AccountView): Decimal {
  if (intent.kind === 'enter') return new Decimal(intent.size.value);
  return new Decimal(quantity).times(intent.kind === 'exit' ? (intent.fraction ?? 1) : 1);
}

/** The share of `before` that is gone; zero when there was nothing. */
const lostOf = (before: Decimal, now: Decimal): Decimal => (before.gt(0) ? before.minus(now).div(before) : ZERO);
