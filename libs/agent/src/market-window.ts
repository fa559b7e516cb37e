import type { Candle, Interval } from '@orbiquant/contracts';
import type { MarketView } from '@orbiquant/strategy';
import type { AgentProfile } from './profile.ts';

const LENGTH_MS: Partial<Record<Interval, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
};

/** The last closed candles of one instrument, as many as an agent's strategies read. */
export class MarketWindow {
  readonly symbol: string;
  private readonly needs: ReadonlyMap<Interval, number>;
  private readonly candles = new Map<Interval, Candle[]>();

  constructor(symbol: string, needs: ReadonlyMap<Interval, number>) {
    this.symbol = symbol;
    this.needs = needs;
  }

  get intervals(): Interval[] {
    return [...this.needs.keys()];
  }

  /** Replaces an interval's candles. */
  load(interval: Interval, candles: readonly Candle[]): void {
    this.candles.set(interval, candles.slice(-this.needOf(interval)));
  }

  lastOpenTimeMs(interval: Interval): number | null {
    return this.candles.get(interval)?.at(-1)?.openTimeMs ?? null;
  }

  /** Whether a candle of this interval has closed by `atMs` that is not in the window yet. */
  isDue(interval: Interval, atMs: number): boolean {
    const last = this.lastOpenTimeMs(interval);
    return last === null || closeTimeMs(closeTimeMs(last, interval), interval) <= atMs;
  }

  /** Whether an interval holds as many candles as the strategies read. */
  isFull(interval: Interval): boolean {
    return (this.candles.get(interval)?.length ?? 0) >= this.needOf(interval);
  }

  /** Adds a closed candle. `gap` when it does not follow the last one: load the interval again before deciding. */
  add(interval: Interval, candle: Candle): 'added' | 'known' | 'gap' {
    const held = this.candles.get(interval) ?? [];
    const last = held.at(-1);
    if (!last) return 'gap';
    if (candle.openTimeMs <= last.openTimeMs) return 'known';
    if (candle.openTimeMs !== closeTimeMs(last.openTimeMs, interval)) return 'gap';
    held.push(candle);
    if (held.length > this.needOf(interval)) held.shift();
    return 'added';
  }

  private needOf(interval: Interval): number {
    return this.needs.get(interval) ?? 0;
  }

  /** What is known at `asOfMs`: only candles that had closed by then. */
  viewAt(asOfMs: number): MarketView {
    const closed = Object.fromEntries(
      this.intervals.map((interval) => [
        interval,
        (this.candles.get(interval) ?? []).filter(
          ({ openTimeMs }) => openTimeMs + (LENGTH_MS[interval] ?? Infinity) <= asOfMs,
        ),
      ]),
    );
    return { symbol: this.symbol, asOfMs, closed };
  }
}

/** Whether candles are missing inside any interval that the agent reads: a value computed across a hole is not a value. */
export function hasGap(view: MarketView, profile: AgentProfile): boolean {
  return profile.strategies.some(({ warmUp }) =>
    (Object.keys(warmUp) as Interval[]).some((interval) => {
      const candles = view.closed[interval] ?? [];
      const first = candles[0];
      const last = candles.at(-1);
      return (
        first !== undefined &&
        last !== undefined &&
        last.openTimeMs - first.openTimeMs !== (candles.length - 1) * (LENGTH_MS[interval] ?? 0)
      );
    }),
  );
}

/** When a candle of this interval closes. */
export const closeTimeMs = (openTimeMs: number, interval: Interval): number => openTimeMs + (LENGTH_MS[interval] ?? 0);
