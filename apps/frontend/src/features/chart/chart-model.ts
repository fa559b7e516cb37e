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

export type ChartModel = ReturnType<typeof createChartModel>;

/** One instrument at one interval: fetches what is asked for and draws it. Candles live in the engine, never in React. */
export function createChartModel(engine: PriceEngine, { symbol, interval }: { symbol: string; interval: Interval }) {
  const state = createStore<ChartState>(() => ({
    status: 'loading',
    error: null,
    last: null,
    gaps: [],
    loadingOlder: false,
    newBars: 0,
    version: 0,
  }));
  const stop = new AbortController();
  let nextToMs: number | null = null;
  let asOfMs: number | null = null;
  let behind = 0;
  let wantedMs: number | null = null;
  let moving = false;

  const fetchBars = (query: {
    limit: number;
    to?: number;
    from?: number;
    asOf?: number | null;
  }): Promise<CandleColumns> =>
    call(
      getCandles,
      { query: { ...query, asOf: query.asOf ?? undefined, symbol, interval, forming: asOfMs === null } },
      { signal: stop.signal },
    );
  const changed = (more: Partial<ChartState> = {}): void =>
    state.setState(({ version }) => ({ ...more, version: version + 1, last: engine.bars().at(-1) ?? null }));
  const addGaps = (gaps: CandleColumns['gaps']): void => {
    const all = [...state.getState().gaps, ...gaps];
    state.setState({ gaps: all });
    engine.setGaps(all.flatMap((gap) => missingTimes(gap, interval)));
  };
  const failed = (error: unknown): void => {
    if (!stop.signal.aborted) state.setState({ status: 'failed', error });
  };

  async function load(cursorMs: number | null, view: 'newest' | 'kept'): Promise<void> {
    asOfMs = cursorMs;
    const columns = await fetchBars({ limit: PAGE, asOf: cursorMs });
    if (asOfMs !== cursorMs) return;
    nextToMs = columns.nextToMs;
    const bars = toBars(columns);
    if (view === 'kept' && engine.bars().length > 0) engine.replace(bars);
    else engine.show(bars);
    state.setState({ gaps: [], newBars: 0, error: null });
    addGaps(columns.gaps);
    changed({ status: bars.length > 0 ? 'ready' : 'empty' });
  }

  async function advance(cursorMs: number): Promise<void> {
    const from = engine.bars().at(-1)?.openTimeMs ?? cursorMs;
    asOfMs = cursorMs;
    const columns = await fetchBars({ limit: STEP_MAX * 2, from, asOf: cursorMs });
    if (asOfMs !== cursorMs) return;
    const follows = engine.isNewestInView();
    for (const bar of toBars(columns)) engine.update(bar);
    if (follows) engine.reveal();
    if (columns.gaps.length > 0) addGaps(columns.gaps);
    changed();
  }

  /** By the shortest way: takes candles away, fetches the next few, or fetches afresh. */
  async function moveTo(cursorMs: number): Promise<void> {
    const before = asOfMs;
    const first = engine.bars()[0];
    if (before === null || !first) return load(cursorMs, 'newest');
    if (cursorMs > before && candlesBetween(before, cursorMs, interval) <= STEP_MAX) return advance(cursorMs);
    if (cursorMs > before || cursorMs <= first.openTimeMs) return load(cursorMs, 'kept');
    asOfMs = cursorMs;
    engine.pop(countAfter(engine.bars(), cursorMs, interval));
    changed();
  }

  return {
    state,
    /** Shows what is known at an instant, or live without one. */
    load: (cursorMs: number | null): Promise<void> => {
      state.setState({ status: 'loading', error: null });
      return load(cursorMs, 'newest').catch(failed);
    },
    /** Fetches again what may have been missed, under the same view. */
    refresh: (): Promise<void> => load(asOfMs, 'kept').catch(failed),
    /** Moves to a cursor, one move at a time; of wishes that come meanwhile only the newest counts. */
    async follow(cursorMs: number): Promise<void> {
      wantedMs = cursorMs;
      if (moving) return;
      moving = true;
      for (let target: number | null = cursorMs; target !== null && !stop.signal.aborted; target = wantedMs) {
        wantedMs = null;
        await moveTo(target).catch(failed);
      }
      moving = false;
    },
    isMoving: (): boolean => moving,
    /** Fetches the candles before the first, once at a time. */
    async older(): Promise<void> {
      const to = nextToMs;
      if (to === null || state.getState().loadingOlder) return;
      state.setState({ loadingOlder: true });
      const columns = await fetchBars({ limit: PAGE, to, asOf: asOfMs }).catch(() => null);
      if (columns && to === nextToMs) {
        nextToMs = columns.nextToMs;
        engine.prepend(toBars(columns));
        addGaps(columns.gaps);
        changed();
      }
      state.setState({ loadingOlder: false });
    },
    /** A candle as it forms or closes. In a playback nothing live is drawn. */
    live(candle: Candle): void {
      if (asOfMs !== null || state.getState().status !== 'ready') return;
      const place = engine.update(candle);
      const newBars = state.getState().newBars + (place === 'append' && behind > 1 ? 1 : 0);
      if (place !== 'ignore') changed({ newBars });
    },
    /** The view moved. */
    moved(barsBehind: number): void {
      behind = barsBehind;
      if (barsBehind < 1 && state.getState().newBars > 0) state.setState({ newBars: 0 });
    },
    close: (): void => stop.abort(),
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
