import type { AgentState, Candle, Instrument, Interval, Mandate } from '@orbiquant/contracts';
import { decide, windowsOf, type AgentProfile, type Holdings, type Plan } from '@orbiquant/agent';
import { Decimal } from '@orbiquant/kernel';
import { nextOpenTime } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import type { AccountView, Intent, MarketView, StrategyMarket, TradingStrategy } from '@orbiquant/strategy';
import { AgentLimits } from './agent-limits.ts';
import type { Approve } from './request.ts';

/** Who trades, under which mandate, and what. */
export type AgentSeat = {
  readonly profile: AgentProfile;
  readonly mandate: Mandate;
  readonly instrument: Instrument;
  /** Told of every decision with what it was made on, also of those to do nothing. */
  readonly onPlan?: (plan: Plan, view: MarketView, holdings: Holdings) => void;
};

/** A trading agent as a backtest takes it. One backtest each: it remembers the equity it has seen. */
export type SeatedAgent = { readonly strategy: TradingStrategy; readonly approve: Approve; state(): AgentState };

/**
 * Seats an agent in the backtester: it decides by the very function that it trades with, on the same window of candles,
 * and its risk engine approves each order. The bars are of the mandate's decision interval. Forecasts are left out.
 */
export function agentStrategy(seat: AgentSeat): SeatedAgent {
  const limits = new AgentLimits(seat.mandate);
  const needs = windowsOf(seat.profile);
  const interval = seat.mandate.decisionInterval;
  return {
    state: () => limits.state,
    approve: limits.approve,
    strategy: {
      name: `agent-${seat.profile.agentId}`,
      parameters: {},
      intervals: () => [...needs.keys()].filter((name) => name !== interval),
      warmUp: () => ({ base: 1 }),
      prepare: (market) => {
        const windows = new Windows(market, needs);
        return {
          decide(at, account) {
            const view = windows.viewAt(at);
            limits.see(account, view.asOfMs);
            const holdings = holdingsOf(account, market.base.close[at]!);
            const { profile, mandate, instrument } = seat;
            const plan = decide({ profile, mandate, view, instrument, prediction: null, holdings });
            seat.onPlan?.(plan, view, holdings);
            return intentsOf(plan, holdings);
          },
        };
      },
    },
  };
}

/** The last closed candles at each bar, as many as the agent's window keeps. */
class Windows {
  private readonly market: StrategyMarket;
  private readonly needs: ReadonlyMap<Interval, number>;
  private readonly candles = new Map<Interval, readonly Candle[]>();

  constructor(market: StrategyMarket, needs: ReadonlyMap<Interval, number>) {
    this.market = market;
    this.needs = needs;
    for (const interval of needs.keys())
      this.candles.set(interval, candlesOf(market.coarser.get(interval) ?? market.base));
  }

  viewAt(at: number): MarketView {
    const { symbol, base, interval } = this.market;
    const closed = [...this.needs].map(([name, need]) => {
      const last = name === interval ? at : this.market.closedIndexAt(name, at);
      return [name, this.candles.get(name)!.slice(Math.max(last + 1 - need, 0), last + 1)];
    });
    return { symbol, asOfMs: nextOpenTime(base.openTimeMs[at]!, interval), closed: Object.fromEntries(closed) };
  }
}

const candlesOf = (bars: Bars): Candle[] =>
  Array.from(bars.close, (close, at) => ({
    openTimeMs: bars.openTimeMs[at]!,
    open: bars.open[at]!,
    high: bars.high[at]!,
    low: bars.low[at]!,
    close,
    volume: bars.volume[at]!,
  }));

/** The account in owed numbers: each float counts as its shortest decimal text. */
function holdingsOf({ equity, cash, quantity, stop, openOrders }: AccountView, close: number): Holdings {
  const held = new Decimal(quantity);
  return {
    equity: new Decimal(equity),
    cash: new Decimal(cash),
    held,
    exposure: new Decimal(equity).minus(cash),
    symbolExposure: held.times(close),
    standingStop: Number.isNaN(stop) ? null : new Decimal(stop),
    orderInFlight: openOrders > 0,
  };
}

/** What the service sends to its venue for a plan: an entry that fills at once or not at all, with its stop. */
function intentsOf({ action, quantity, limitPrice, stopPrice }: Plan, { held }: Holdings): Intent[] | null {
  if (action === 'enter') {
    const size = { kind: 'quantity', value: Number(quantity) } as const;
    const [price, stop] = [Number(limitPrice), Number(stopPrice)];
    return [{ kind: 'enter', side: 'long', type: 'limit', price, stop, size, goodForBars: 0, tag: 'agent-entry' }];
  }
  if (action === 'exit') return [{ kind: 'exit', fraction: Number(quantity!.div(held)), tag: 'agent-exit' }];
  return action === 'move-stop' ? [{ kind: 'move-stop', stop: Number(stopPrice), tag: 'agent-trail' }] : null;
}
