import { atr, efficiencyRatio, sma } from '@orbiquant/quant';
import type { Intent } from '../intent.ts';
import { real, whole } from '../parameter-spec.ts';
import type { AccountView, TradingStrategy } from '../trading-strategy.ts';

/**
 * Grid: while price goes nowhere, buy limits wait on evenly spaced lines below an average; what one of them buys is
 * offered one line higher, and the line is then free again. Below the last line, or when a trend sets in and nothing is
 * held, the grid is taken down.
 *
 * @see M. Taylor, "Grid trading", in P. Kaufman, Trading Systems and Methods, 6th ed., 2019, chapter on price
 *      distribution systems.
 */
export const grid: TradingStrategy = {
  name: 'grid',
  parameters: {
    lines: whole(1, 20, 5),
    spacingRanges: real(0.2, 20, 2),
    averageBars: whole(5, 400, 100),
    trendMax: real(0.05, 1, 0.3),
    share: real(0.01, 1, 0.8),
  },
  intervals: () => [],
  warmUp: ({ averageBars = 100 }) => ({ base: averageBars + 1 }),
  prepare({ base }, { lines = 5, spacingRanges = 2, averageBars = 100, trendMax = 0.3, share = 0.8 }) {
    const { close } = base;
    const average = sma(close, averageBars);
    const range = atr(base, Math.min(averageBars, RANGE_BARS));
    const trend = efficiencyRatio(close, averageBars);
    const ladder = new Ladder(lines, share);
    return {
      decide(at, account) {
        const isSideways = trend[at]! <= trendMax;
        const spacing = range[at]! * spacingRanges;
        if (!ladder.isUp) {
          const fits = isSideways && spacing > 0 && average[at]! - lines * spacing > 0;
          return fits ? ladder.raise(average[at]!, spacing, close[at]!) : null;
        }
        const isLost = close[at]! < ladder.floor;
        if (isLost || (!isSideways && account.quantity === 0)) return ladder.takeDown(account);
        return ladder.mend(account, close[at]!);
      },
    };
  },
};

const RANGE_BARS = 14;

/** One line: free, waiting to buy, or offering what it bought. */
type Line = { readonly price: number; order: string | null; isSelling: boolean; bought: number };

/** The lines of a grid and what each of them is doing; it knows its orders by name. */
class Ladder {
  private readonly count: number;
  private readonly share: number;
  private lines: Line[] = [];
  private spacing = 0;
  private placed = 0;

  constructor(count: number, share: number) {
    this.count = count;
    this.share = share;
  }

  get isUp(): boolean {
    return this.lines.length > 0;
  }

  /** Where the grid has failed: one line below its last. */
  get floor(): number {
    return (this.lines.at(-1)?.price ?? 0) - this.spacing;
  }

  raise(average: number, spacing: number, close: number): Intent[] | null {
    this.spacing = spacing;
    this.lines = Array.from({ length: this.count }, (_unused, at) => ({
      price: average - (at + 1) * spacing,
      order: null,
      isSelling: false,
      bought: 0,
    }));
    return this.answer(this.lines.flatMap((line) => this.buy(line, close)));
  }

  /** Everything out: orders withdrawn, what is held sold. */
  takeDown({ quantity }: AccountView): Intent[] {
    this.lines = [];
    return quantity > 0 ? [{ kind: 'cancel' }, { kind: 'exit', tag: 'grid-lost' }] : [{ kind: 'cancel' }];
  }

  /** Looks after lines whose order has ended: offers what was bought, frees what was sold. */
  mend(account: AccountView, close: number): Intent[] | null {
    let intents: Intent[] | null = null;
    for (const line of this.lines) {
      if (line.order !== null && account.isResting(line.order)) continue;
      const next = this.next(line, account, close);
      if (next.length > 0) intents = [...(intents ?? []), ...next];
    }
    return intents;
  }

  private next(line: Line, account: AccountView, close: number): Intent[] {
    const filled = line.order === null ? 0 : account.filledOf(line.order);
    line.order = null;
    line.bought = line.isSelling ? Math.max(line.bought - filled, 0) : line.bought + filled;
    const holds = line.bought > 0 && account.quantity > 0;
    return holds ? this.sell(line) : this.buy(line, close);
  }

  private buy(line: Line, close: number): Intent[] {
    line.bought = 0;
    line.isSelling = false;
    // a line above the price would be bought at once: it waits until price is above it again
    if (line.price >= close) return [];
    line.order = `buy-${this.placed++}`;
    const size = { kind: 'equity-fraction', value: this.share / this.count } as const;
    return [{ kind: 'place', id: line.order, side: 'buy', price: line.price, size, tag: 'grid-buy' }];
  }

  private sell(line: Line): Intent[] {
    line.isSelling = true;
    line.order = `sell-${this.placed++}`;
    const size = { kind: 'quantity', value: line.bought } as const;
    return [{ kind: 'place', id: line.order, side: 'sell', price: line.price + this.spacing, size, tag: 'grid-sell' }];
  }

  private answer(intents: Intent[]): Intent[] | null {
    return intents.length > 0 ? intents : null;
  }
}
