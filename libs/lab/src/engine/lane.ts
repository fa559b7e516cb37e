import type { Bars } from '@orbiquant/quant';
import type { PreparedStrategy } from '@orbiquant/strategy';
import { FloatPosition } from './float-position.ts';
import { LotQueue } from './lot-queue.ts';
import type { FundingRate, LabInstrument } from './request.ts';

/** The bar in which orders are being matched: a place in the columns, read only where a rule asks for it. */
export class BarNow {
  bars: Bars;
  row = 0;
  /** The bar of the base interval that it is, or lies in. */
  index = 0;
  /** Set where the last close stands for the open, at the end of a run. */
  isAtClose = false;

  constructor(bars: Bars) {
    this.bars = bars;
  }

  /** Moves to a row of some bars, inside bar `index` of the base interval. */
  at(bars: Bars, row: number, index: number): void {
    this.bars = bars;
    this.row = row;
    this.index = index;
  }

  get open(): number {
    return this.isAtClose ? this.close : this.bars.open[this.row]!;
  }

  get high(): number {
    return this.bars.high[this.row]!;
  }

  get low(): number {
    return this.bars.low[this.row]!;
  }

  get close(): number {
    return this.bars.close[this.row]!;
  }

  get volume(): number {
    return this.bars.volume[this.row]!;
  }

  get atMs(): number {
    return this.bars.openTimeMs[this.row]!;
  }
}

/** Everything of one instrument while a backtest runs. */
export class Lane {
  readonly index: number;
  readonly instrument: LabInstrument;
  readonly bars: Bars;
  readonly prepared: PreparedStrategy;
  readonly isPerpetual: boolean;
  readonly leverageMax: number;
  readonly maintenanceRate: number;
  readonly funding: readonly FundingRate[];
  /** Funding payments before this one are settled or were not ours. */
  fundingNext = 0;

  readonly position = new FloatPosition();
  readonly lots = new LotQueue();
  /** Offset of the newest trade row, -1 before the first. */
  lastTrade = -1;
  /** Last bar whose close is known; -1 before the first. */
  markBar = -1;
  /** Bar of the fill that opened the position, -1 when flat. */
  heldSince = -1;

  /** Protective bracket of the position, quote units; NaN where there is none. */
  stop = NaN;
  target = NaN;
  trail = NaN;
  /** Best price since the position was opened. */
  best = NaN;

  /** Offsets of orders that wait, oldest first, and the newest order under each name that the strategy gave. */
  waiting: number[] = [];
  readonly named = new Map<string, number>();

  readonly now: BarNow;
  /** Base units that our orders may still take of the bar. */
  volumeLeft = Infinity;
  /** Price at which the position was entered inside this bar by a resting order; NaN when it stood at the open. */
  enteredAt = NaN;
  /** Whether a resting limit entered in this bar: then the best price of the bar may lie before the entry. */
  limitEntered = false;
  /** Whether this bar can change anything: orders that wait, a bracket, margin. */
  isBusy = false;

  constructor(index: number, instrument: LabInstrument, prepared: PreparedStrategy) {
    this.index = index;
    this.instrument = instrument;
    this.bars = instrument.bars;
    this.now = new BarNow(instrument.bars);
    this.prepared = prepared;
    this.isPerpetual = instrument.market === 'perpetual';
    this.leverageMax = this.isPerpetual ? (instrument.leverageMax ?? 1) : 1;
    this.maintenanceRate = instrument.maintenanceMarginRate ?? 0;
    this.funding = instrument.funding ?? [];
  }

  /** Last close known, quote units. */
  get mark(): number {
    return this.bars.close[this.markBar] ?? NaN;
  }

  /** When the present bar opened; NaN where the base bar's own time says it already. */
  get finerMs(): number {
    return this.instrument.finerBars ? this.now.atMs : NaN;
  }

  /** Says anew whether the next bar needs looking at. */
  settle(): void {
    const held = this.position.quantity !== 0;
    this.isBusy = this.waiting.length > 0 || (held && (this.isPerpetual || this.hasBracket));
  }

  get hasBracket(): boolean {
    return !(Number.isNaN(this.stop) && Number.isNaN(this.target) && Number.isNaN(this.trail));
  }

  clearBracket(): void {
    this.stop = NaN;
    this.target = NaN;
    this.trail = NaN;
    this.best = NaN;
  }
}
