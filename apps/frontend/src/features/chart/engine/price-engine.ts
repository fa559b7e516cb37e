import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type LineData,
  type SeriesMarker,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import type { Candle } from '@orbiquant/contracts';
import { colour, faded } from '../../../shared/theme/colour.ts';
import { placeOf } from '../bars.ts';
import { candleLook, chartLook, volumeColour } from './chart-look.ts';
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

export type PriceEngine = ReturnType<typeof createPriceEngine>;

const seconds = (ms: number): UTCTimestamp => (ms / 1000) as UTCTimestamp;
const NAMES = Object.keys(INDICATORS) as IndicatorName[];
const FIRST_VIEW_BARS = 140;
const FREE_BARS = 6;

/** Candles, volume and lines on a canvas. The view belongs to the person: no new candle moves it against their will. */
export function createPriceEngine(box: HTMLElement, events: EngineEvents) {
  const chart = openChart(box);
  const series = addSeries(chart);
  const marks = createSeriesMarkers(series.candles, []);
  let bars: Candle[] = [];
  let gapTimes: number[] = [];
  let shownMarks: readonly Mark[] = [];

  const drawMarks = (): void => marks.setMarkers(markersOf(shownMarks, bars));
  const drawGaps = (): void => {
    const lastMs = bars.at(-1)?.openTimeMs ?? 0;
    series.gaps.setData(gapTimes.filter((atMs) => atMs < lastMs).map((atMs) => ({ time: seconds(atMs), value: 1 })));
  };
  const drawAll = (): void => {
    series.candles.setData(bars.map(candleAt));
    series.volume.setData(bars.map(volumeAt));
    const closes = Float64Array.from(bars, ({ close }) => close);
    for (const name of NAMES)
      series[name].setData([...lineOf(name, closes)].map((value, at) => pointAt(bars[at]!, value)));
    drawGaps();
    drawMarks();
  };
  const indexOf = (bar: Candle | undefined): number =>
    (bar && chart.timeScale().timeToIndex(seconds(bar.openTimeMs), true)) ?? 0;
  /** Changes what is drawn and puts the view back where `anchor` stands afterwards. */
  const keepingView = (anchor: () => Candle | undefined, work: () => void): void => {
    const view = chart.timeScale().getVisibleLogicalRange();
    const before = indexOf(anchor());
    work();
    const shift = indexOf(anchor()) - before;
    if (view) chart.timeScale().setVisibleLogicalRange({ from: view.from + shift, to: view.to + shift });
  };
  const newest = (): Candle | undefined => bars.at(-1);

  chart.subscribeCrosshairMove(({ time }) =>
    events.hovered((typeof time === 'number' && bars.findLast(({ openTimeMs }) => openTimeMs === time * 1000)) || null),
  );
  chart.subscribeClick(({ hoveredObjectId }) => typeof hoveredObjectId === 'string' && events.clicked(hoveredObjectId));
  chart
    .timeScale()
    .subscribeVisibleLogicalRangeChange(
      (view) => view && events.moved(view.from, Math.max(0, indexOf(newest()) - view.to)),
    );
  return {
    /** The candles that are drawn, oldest first. */
    bars: (): readonly Candle[] => bars,
    /** Draws these candles and shows the newest of them. */
    show(next: readonly Candle[]): void {
      bars = [...next];
      drawAll();
      const end = indexOf(newest());
      chart.timeScale().setVisibleLogicalRange({ from: end - FIRST_VIEW_BARS, to: end + FREE_BARS });
    },
    /** Draws other candles under the same view, its right edge where it was. */
    replace(next: readonly Candle[]): void {
      keepingView(newest, () => {
        bars = [...next];
        drawAll();
      });
    },
    /** Draws older candles in front; nothing that is in view moves. */
    prepend(older: readonly Candle[]): void {
      keepingView(newest, () => {
        bars = [...older, ...bars];
        drawAll();
      });
    },
    /** Draws a candle that is new or has changed. */
    update(candle: Candle): 'append' | 'replace' | 'ignore' {
      const place = placeOf(bars, candle);
      if (place === 'ignore') return place;
      if (place === 'replace') bars.pop();
      bars.push(candle);
      series.candles.update(candleAt(candle));
      series.volume.update(volumeAt(candle));
      const closes = bars.slice(-2 * INDICATORS.sma.reach).map(({ close }) => close);
      for (const name of NAMES) series[name].update(pointAt(candle, newestOf(name, closes)));
      if (place === 'append') drawMarks();
      return place;
    },
    /** Takes the newest candles away; the view stays. */
    pop(count: number): void {
      if (count <= 0) return;
      keepingView(
        () => bars[0],
        () => {
          bars = bars.slice(0, -count);
          for (const one of [series.candles, series.volume, ...NAMES.map((name) => series[name])]) one.pop(count);
          drawGaps();
          drawMarks();
        },
      );
    },
    setGaps(timesMs: readonly number[]): void {
      gapTimes = [...timesMs];
      drawGaps();
    },
    setMarks(next: readonly Mark[]): void {
      shownMarks = next;
      drawMarks();
    },
    setVisible: (name: IndicatorName, visible: boolean): void => series[name].applyOptions({ visible }),
    /** Whether a new candle may move the view; not while playing back. */
    followNew: (follows: boolean): void => chart.timeScale().applyOptions({ shiftVisibleRangeOnNewBar: follows }),
    isNewestInView: (): boolean => (chart.timeScale().getVisibleLogicalRange()?.to ?? 0) >= indexOf(newest()),
    /** Moves the view just so far that the newest candle is in it. */
    reveal(): void {
      const view = chart.timeScale().getVisibleLogicalRange();
      const missing = view ? indexOf(newest()) + 1 - view.to : 0;
      if (view && missing > 0)
        chart.timeScale().setVisibleLogicalRange({ from: view.from + missing, to: view.to + missing });
    },
    toNewest: (): void => chart.timeScale().scrollToPosition(FREE_BARS, false),
    /** Instant in the middle of the view. */
    middleMs(): number | null {
      const view = chart.timeScale().getVisibleRange();
      return view ? ((Number(view.from) + Number(view.to)) / 2) * 1000 : null;
    },
    /** Takes on the colours of the present theme. */
    repaint(): void {
      chart.applyOptions(chartLook());
      series.candles.applyOptions(candleLook());
      for (const name of NAMES) series[name].applyOptions({ color: colour(name) });
      series.gaps.applyOptions({ color: faded(colour('faint'), 0.16) });
      keepingView(newest, drawAll);
    },
    remove: (): void => chart.remove(),
  };
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
  const volume = chart.addSeries(HistogramSeries, { ...quiet, priceFormat: { type: 'volume' } }, 1);
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
