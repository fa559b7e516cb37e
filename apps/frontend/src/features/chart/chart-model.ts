import { createStore } from 'zustand/vanilla';
import { getCandles, type Candle, type CandleColumns, type Interval } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { toBars } from './bars.ts';
import type { PriceEngine } from './engine/price-engine.ts';
import { candlesBetween, floorTo, moveBy } from './interval-time.ts';

/** What the screen around the canvas needs to know. */
export type ChartState = {
  status: 'loading' | 'ready' | 'empty' | 'failed';
  error: unknown;
  last: Candle | null;
  gaps: CandleColumns['gaps'];
  loadingOlder: boolean;
  /** New candles that came while the newest were out of view. */
  newBars: number;
  /** Grows with every change of the candles. */
  version: number;
};

const PAGE = 800;
/** So many missing candles of one gap are drawn at most. */
const GAP_BARS_MAX = 500;
/** A step of up to this many candles is fetched as a step; a longer one is a jump. */
const STEP_MAX = 60;

/** What the model needs of the canvas. */
export type Canvas = Pick<
  PriceEngine,
  'bars' | 'show' | 'replace' | 'prepend' | 'update' | 'pop' | 'setGaps' | 'isNewestInView' | 'reveal'
>;

/** The state of a chart of which nothing is known yet. */
export const UNKNOWN: ChartState = {
  status: 'loading',
  error: null,
  last: null,
  gaps: [],
  loadingOlder: false,
  newBars: 0,
  version: 0,
};

/** One instrument at one interval: fetches what is asked for and draws it. Candles live in the canvas, never in React. */
export class ChartModel {
  readonly state = createStore<ChartState>(() => UNKNOWN);
  readonly #canvas: Canvas;
  readonly #symbol: string;
  readonly #interval: Interval;
  readonly #stop = new AbortController();
  #nextToMs: number | null = null;
  #asOfMs: number | null = null;
  #wantedMs: number | null = null;
  #moving = false;
  #behind = 0;

  constructor(canvas: Canvas, { symbol, interval }: { symbol: string; interval: Interval }) {
    this.#canvas = canvas;
    this.#symbol = symbol;
    this.#interval = interval;
  }

  /** Shows what is known at an instant, or live without one. */
  async load(cursorMs: number | null): Promise<void> {
    this.state.setState({ status: 'loading', error: null });
    await this.#load(cursorMs, 'newest').catch(this.#failed);
  }

  /** Fetches again what may have been missed, under the same view. */
  async refresh(): Promise<void> {
    await this.#load(this.#asOfMs, 'kept').catch(this.#failed);
  }

  /** Moves to a cursor, one move at a time; of wishes that come meanwhile only the newest counts. */
  async follow(cursorMs: number): Promise<void> {
    this.#wantedMs = cursorMs;
    if (this.#moving) return;
    this.#moving = true;
    for (let target: number | null = cursorMs; target !== null && !this.#stop.signal.aborted; target = this.#wantedMs) {
      this.#wantedMs = null;
      await this.#moveTo(target).catch(this.#failed);
    }
    this.#moving = false;
  }

  isMoving(): boolean {
    return this.#moving;
  }

  /** Fetches the candles before the first, once at a time. */
  async older(): Promise<void> {
    const to = this.#nextToMs;
    if (to === null || this.state.getState().loadingOlder) return;
    this.state.setState({ loadingOlder: true });
    const columns = await this.#fetch({ limit: PAGE, to }).catch(() => null);
    if (columns && to === this.#nextToMs) {
      this.#nextToMs = columns.nextToMs;
      this.#canvas.prepend(toBars(columns));
      this.#addGaps(columns.gaps);
      this.#changed();
    }
    this.state.setState({ loadingOlder: false });
  }

  /** A candle as it forms or closes. In a playback nothing live is drawn. */
  live(candle: Candle): void {
    if (this.#asOfMs !== null || this.state.getState().status !== 'ready') return;
    const place = this.#canvas.update(candle);
    const newBars = this.state.getState().newBars + (place === 'append' && this.#behind > 1 ? 1 : 0);
    if (place !== 'ignore') this.#changed({ newBars });
  }

  /** The view moved. */
  moved(barsBehind: number): void {
    this.#behind = barsBehind;
    if (barsBehind < 1 && this.state.getState().newBars > 0) this.state.setState({ newBars: 0 });
  }

  close(): void {
    this.#stop.abort();
  }

  /** By the shortest way: takes candles away, fetches the next few, or fetches afresh. */
  async #moveTo(cursorMs: number): Promise<void> {
    const before = this.#asOfMs;
    const first = this.#canvas.bars()[0];
    if (before === null || !first) return this.#load(cursorMs, 'newest');
    if (cursorMs > before && candlesBetween(before, cursorMs, this.#interval) <= STEP_MAX)
      return this.#advance(cursorMs);
    if (cursorMs > before || cursorMs <= first.openTimeMs) return this.#load(cursorMs, 'kept');
    this.#asOfMs = cursorMs;
    this.#canvas.pop(countAfter(this.#canvas.bars(), cursorMs, this.#interval));
    this.#changed();
  }

  async #load(cursorMs: number | null, view: 'newest' | 'kept'): Promise<void> {
    this.#asOfMs = cursorMs;
    const columns = await this.#fetch({ limit: PAGE });
    if (this.#asOfMs !== cursorMs) return;
    this.#nextToMs = columns.nextToMs;
    const bars = toBars(columns);
    if (view === 'kept' && this.#canvas.bars().length > 0) this.#canvas.replace(bars);
    else this.#canvas.show(bars);
    this.state.setState({ gaps: [], newBars: 0, error: null });
    this.#addGaps(columns.gaps);
    this.#changed({ status: bars.length > 0 ? 'ready' : 'empty' });
  }

  async #advance(cursorMs: number): Promise<void> {
    const from = this.#canvas.bars().at(-1)?.openTimeMs ?? cursorMs;
    this.#asOfMs = cursorMs;
    const columns = await this.#fetch({ limit: STEP_MAX * 2, from });
    if (this.#asOfMs !== cursorMs) return;
    const follows = this.#canvas.isNewestInView();
    for (const bar of toBars(columns)) this.#canvas.update(bar);
    if (follows) this.#canvas.reveal();
    if (columns.gaps.length > 0) this.#addGaps(columns.gaps);
    this.#changed();
  }

  #fetch(query: { limit: number; to?: number; from?: number }): Promise<CandleColumns> {
    const asOf = this.#asOfMs ?? undefined;
    const what = { symbol: this.#symbol, interval: this.#interval, asOf, forming: asOf === undefined };
    return call(getCandles, { query: { ...query, ...what } }, { signal: this.#stop.signal });
  }

  #changed(more: Partial<ChartState> = {}): void {
    const last = this.#canvas.bars().at(-1) ?? null;
    this.state.setState(({ version }) => ({ ...more, version: version + 1, last }));
  }

  #addGaps(gaps: CandleColumns['gaps']): void {
    const all = [...this.state.getState().gaps, ...gaps];
    this.state.setState({ gaps: all });
    this.#canvas.setGaps(all.flatMap((gap) => missingTimes(gap, this.#interval)));
  }

  #failed = (error: unknown): void => {
    if (!this.#stop.signal.aborted) this.state.setState({ status: 'failed', error });
  };
}

/** How many of the newest candles had not closed at the cursor. */
export function countAfter(bars: readonly Candle[], cursorMs: number, interval: Interval): number {
  const keep = bars.findLastIndex(({ openTimeMs }) => moveBy(openTimeMs, interval, 1) <= cursorMs) + 1;
  return bars.length - keep;
}

function missingTimes({ fromMs, toMs }: { fromMs: number; toMs: number }, interval: Interval): number[] {
  const start = floorTo(fromMs, interval);
  const count = Math.min(GAP_BARS_MAX, Math.max(0, candlesBetween(start, toMs, interval)));
  return Array.from({ length: count }, (_missing, at) => moveBy(start, interval, at));
}
