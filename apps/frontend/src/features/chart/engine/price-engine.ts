import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type LineData,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import type { Candle } from '@orbiquant/contracts';
import { colour, faded } from '../../../shared/theme/colour.ts';
import { placeOf } from '../bars.ts';
import { candleLook, chartLook, volumeColour, volumeLook } from './chart-look.ts';
import { INDICATORS, lineOf, newestOf, type IndicatorName } from './indicators.ts';

/** A mark on a candle. Its id is told when it is clicked. */
export type Mark = { id: string; atMs: number; kind: 'buy' | 'sell' | 'signal' };

/** What the chart tells. `hovered` is null when the pointer leaves. */
export type EngineEvents = {
  hovered: (bar: Candle | null) => void;
  clicked: (markId: string) => void;
  /** The view moved; `barsLeft` lie before its left edge, `barsBehind` after its right edge. */
  moved: (barsLeft: number, barsBehind: number) => void;
};

const seconds = (ms: number): UTCTimestamp => (ms / 1000) as UTCTimestamp;
const NAMES = Object.keys(INDICATORS) as IndicatorName[];
/** A candle of the first view is this wide, and no more than so many are in it. */
const FIRST_BAR_PX = 7;
const FIRST_VIEW_BARS = 160;
const FREE_BARS = 6;

/** Candles, volume and lines on a canvas. The view belongs to the person: no new candle moves it against their will. */
export class PriceEngine {
  readonly #box: HTMLElement;
  readonly #chart: IChartApi;
  readonly #series: Series;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  #bars: Candle[] = [];
  #gapTimes: number[] = [];
  #marks: readonly Mark[] = [];

  constructor(box: HTMLElement, events: EngineEvents) {
    this.#box = box;
    this.#chart = openChart(box);
    this.#series = addSeries(this.#chart);
    this.#markers = createSeriesMarkers(this.#series.candles, []);
    this.#tell(events);
  }

  /** The candles that are drawn, oldest first. */
  bars(): readonly Candle[] {
    return this.#bars;
  }

  /** Draws these candles and shows the newest of them. */
  show(next: readonly Candle[]): void {
    this.#bars = [...next];
    this.#drawAll();
    const end = this.#indexOf(this.#newest());
    const inView = Math.min(FIRST_VIEW_BARS, Math.max(30, Math.floor(this.#box.clientWidth / FIRST_BAR_PX)));
    this.#chart.timeScale().setVisibleLogicalRange({ from: end - inView, to: end + FREE_BARS });
  }

  /** Draws other candles under the same view, its right edge where it was. */
  replace(next: readonly Candle[]): void {
    this.#keepingView(
      () => this.#newest(),
      () => {
        this.#bars = [...next];
        this.#drawAll();
      },
    );
  }

  /** Draws older candles in front; nothing that is in view moves. */
  prepend(older: readonly Candle[]): void {
    this.replace([...older, ...this.#bars]);
  }

  /** Draws a candle that is new or has changed. */
  update(candle: Candle): 'append' | 'replace' | 'ignore' {
    const place = placeOf(this.#bars, candle);
    if (place === 'ignore') return place;
    if (place === 'replace') this.#bars.pop();
    this.#bars.push(candle);
    this.#series.candles.update(candleAt(candle));
    this.#series.volume.update(volumeAt(candle));
    const closes = this.#bars.slice(-2 * INDICATORS.sma.reach).map(({ close }) => close);
    for (const name of NAMES) this.#series[name].update(pointAt(candle, newestOf(name, closes)));
    if (place === 'append') this.#drawMarks();
    return place;
  }

  /** Takes the newest candles away; the view stays. */
  pop(count: number): void {
    if (count <= 0) return;
    const { candles, volume } = this.#series;
    this.#keepingView(
      () => this.#bars[0],
      () => {
        this.#bars = this.#bars.slice(0, -count);
        for (const one of [candles, volume, ...NAMES.map((name) => this.#series[name])]) one.pop(count);
        this.#drawGaps();
        this.#drawMarks();
      },
    );
  }

  /** Shades candles that are missing in the data. */
  setGaps(timesMs: readonly number[]): void {
    this.#gapTimes = [...timesMs];
    this.#drawGaps();
  }

  setMarks(next: readonly Mark[]): void {
    this.#marks = next;
    this.#drawMarks();
  }

  setVisible(name: IndicatorName, visible: boolean): void {
    this.#series[name].applyOptions({ visible });
  }

  /** Whether a new candle may move the view; not while playing back. */
  followNew(follows: boolean): void {
    this.#chart.timeScale().applyOptions({ shiftVisibleRangeOnNewBar: follows });
  }

  isNewestInView(): boolean {
    return (this.#chart.timeScale().getVisibleLogicalRange()?.to ?? 0) >= this.#indexOf(this.#newest());
  }

  /** Moves the view just so far that the newest candle is in it. */
  reveal(): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    const missing = view ? this.#indexOf(this.#newest()) + 1 - view.to : 0;
    if (view && missing > 0)
      this.#chart.timeScale().setVisibleLogicalRange({ from: view.from + missing, to: view.to + missing });
  }

  toNewest(): void {
    this.#chart.timeScale().scrollToPosition(FREE_BARS, false);
  }

  /** Instant in the middle of the view. */
  middleMs(): number | null {
    const view = this.#chart.timeScale().getVisibleRange();
    return view ? ((Number(view.from) + Number(view.to)) / 2) * 1000 : null;
  }

  /** Takes on the colours of the present theme. */
  repaint(): void {
    this.#chart.applyOptions(chartLook());
    this.#series.candles.applyOptions(candleLook());
    for (const name of NAMES) this.#series[name].applyOptions({ color: colour(name) });
    this.#series.gaps.applyOptions({ color: faded(colour('faint'), 0.16) });
    this.replace(this.#bars);
  }

  remove(): void {
    this.#chart.remove();
  }

  #tell({ hovered, clicked, moved }: EngineEvents): void {
    this.#chart.subscribeCrosshairMove(({ time }) =>
      hovered(
        (typeof time === 'number' && this.#bars.findLast(({ openTimeMs }) => openTimeMs === time * 1000)) || null,
      ),
    );
    this.#chart.subscribeClick(({ hoveredInfo }) => {
      if (typeof hoveredInfo?.objectId === 'string') clicked(hoveredInfo.objectId);
    });
    this.#chart
      .timeScale()
      .subscribeVisibleLogicalRangeChange(
        (view) => view && moved(view.from, Math.max(0, this.#indexOf(this.#newest()) - view.to)),
      );
  }

  #newest(): Candle | undefined {
    return this.#bars.at(-1);
  }

  #indexOf(bar: Candle | undefined): number {
    return (bar && this.#chart.timeScale().timeToIndex(seconds(bar.openTimeMs), true)) ?? 0;
  }

  /** Changes what is drawn and puts the view back where `anchor` stands afterwards. */
  #keepingView(anchor: () => Candle | undefined, work: () => void): void {
    const view = this.#chart.timeScale().getVisibleLogicalRange();
    const before = this.#indexOf(anchor());
    work();
    const shift = this.#indexOf(anchor()) - before;
    if (view) this.#chart.timeScale().setVisibleLogicalRange({ from: view.from + shift, to: view.to + shift });
  }

  #drawAll(): void {
    this.#series.candles.setData(this.#bars.map(candleAt));
    this.#series.volume.setData(this.#bars.map(volumeAt));
    const closes = Float64Array.from(this.#bars, ({ close }) => close);
    for (const name of NAMES)
      this.#series[name].setData([...lineOf(name, closes)].map((value, at) => pointAt(this.#bars[at]!, value)));
    this.#drawGaps();
    this.#drawMarks();
  }

  #drawMarks(): void {
    this.#markers.setMarkers(markersOf(this.#marks, this.#bars));
  }

  #drawGaps(): void {
    const lastMs = this.#newest()?.openTimeMs ?? 0;
    const inside = this.#gapTimes.filter((atMs) => atMs < lastMs);
    this.#series.gaps.setData(inside.map((atMs) => ({ time: seconds(atMs), value: 1 })));
  }
}

function openChart(box: HTMLElement): IChartApi {
  return createChart(box, {
    ...chartLook(),
    autoSize: true,
    handleScroll: { vertTouchDrag: false },
    timeScale: {
      ...chartLook().timeScale,
      timeVisible: true,
      secondsVisible: false,
      rightOffset: FREE_BARS,
      minBarSpacing: 1,
    },
  });
}

type Series = Record<IndicatorName, ISeriesApi<'Line'>> & {
  candles: ISeriesApi<'Candlestick'>;
  volume: ISeriesApi<'Histogram'>;
  gaps: ISeriesApi<'Histogram'>;
};

function addSeries(chart: IChartApi): Series {
  const quiet = { priceLineVisible: false, lastValueVisible: false };
  const gaps = chart.addSeries(HistogramSeries, {
    ...quiet,
    priceScaleId: 'gaps',
    color: faded(colour('faint'), 0.16),
  });
  chart.priceScale('gaps').applyOptions({ scaleMargins: { top: 0, bottom: 0 } });
  const candles = chart.addSeries(CandlestickSeries, { ...candleLook() });
  const line = (name: IndicatorName): ISeriesApi<'Line'> =>
    chart.addSeries(LineSeries, { ...quiet, color: colour(name), lineWidth: 2, crosshairMarkerVisible: false });
  const lines = { sma: line('sma'), hma: line('hma') };
  const volume = chart.addSeries(HistogramSeries, { ...quiet, ...volumeLook() }, 1);
  chart.panes()[0]?.setStretchFactor(4);
  chart.panes()[1]?.setStretchFactor(1);
  return { candles, volume, gaps, ...lines };
}

const candleAt = ({ openTimeMs, open, high, low, close }: Candle) => ({
  time: seconds(openTimeMs),
  open,
  high,
  low,
  close,
});
const volumeAt = ({ openTimeMs, open, close, volume }: Candle) => ({
  time: seconds(openTimeMs),
  value: volume,
  color: volumeColour(close >= open),
});
const pointAt = ({ openTimeMs }: Candle, value: number): LineData<UTCTimestamp> | WhitespaceData<UTCTimestamp> =>
  Number.isNaN(value) ? { time: seconds(openTimeMs) } : { time: seconds(openTimeMs), value };

/** Marks on the candles they happened in; what lies outside the drawn stretch is left out. */
function markersOf(marks: readonly Mark[], bars: readonly Candle[]): SeriesMarker<UTCTimestamp>[] {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return [];
  return marks
    .filter(({ atMs }) => atMs >= first.openTimeMs && atMs <= last.openTimeMs)
    .map((mark) => ({ id: mark.id, time: seconds(mark.atMs), ...lookOf(mark) }));
}

const lookOf = ({ kind }: Mark) =>
  kind === 'buy'
    ? ({ position: 'belowBar', shape: 'arrowUp', color: colour('up'), size: 1.4 } as const)
    : kind === 'sell'
      ? ({ position: 'aboveBar', shape: 'arrowDown', color: colour('down'), size: 1.4 } as const)
      : ({ position: 'aboveBar', shape: 'circle', color: colour('soft'), size: 0.7 } as const);
