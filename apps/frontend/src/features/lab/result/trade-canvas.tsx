import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { CandleColumns, LabTrade } from '@orbiquant/contracts';
import { formatPrice } from '../../../shared/format/numbers.ts';
import { languageNow } from '../../../shared/i18n/i18n.ts';
import { colour } from '../../../shared/theme/colour.ts';
import { useTheme } from '../../../shared/theme/theme.ts';
import { canvasLook } from '../parts/canvas-look.ts';
import { useLanguage } from '../parts/use-language.ts';
import type { TradeMark } from './trade-window.ts';

type Props = { candles: CandleColumns; marks: readonly TradeMark[]; chosen: LabTrade; label: string };
type Drawn = { chart: IChartApi; series: ISeriesApi<'Candlestick'>; markers: ISeriesMarkersPluginApi<Time> };

const seconds = (atMs: number): UTCTimestamp => Math.floor(atMs / 1000) as UTCTimestamp;
const BARS_AROUND = 20;

/** Candles with the ways in and out of trades; the chosen trade stands in the middle. */
export function TradeCanvas({ candles, marks, chosen, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme((state) => state.shown);
  const language = useLanguage();
  useLayoutEffect(() => {
    if (!box.current) return;
    const chart = createChart(box.current, { ...canvasLook(), autoSize: true, handleScroll: { vertTouchDrag: false } });
    const series = chart.addSeries(CandlestickSeries, {});
    drawn.current = { chart, series, markers: createSeriesMarkers(series, []) };
    return () => {
      chart.remove();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    if (drawn.current) paint(drawn.current);
  }, [theme, language]);
  useEffect(() => {
    drawn.current?.series.setData(
      candles.openTimeMs.map((openTimeMs, at) => ({
        time: seconds(openTimeMs),
        open: candles.open[at]!,
        high: candles.high[at]!,
        low: candles.low[at]!,
        close: candles.close[at]!,
      })),
    );
  }, [candles]);
  useEffect(() => {
    drawn.current?.markers.setMarkers(marks.map((mark) => markerOf(mark, candles.openTimeMs)));
  }, [marks, candles, theme]);
  useEffect(() => {
    const time = drawn.current?.chart.timeScale();
    const from = barAt(candles.openTimeMs, chosen.entryAtMs);
    const to = barAt(candles.openTimeMs, chosen.exitAtMs);
    time?.setVisibleLogicalRange({ from: from - BARS_AROUND, to: to + BARS_AROUND });
  }, [candles, chosen]);
  return <div ref={box} role="img" aria-label={label} data-testid="trade-chart" className="h-full" />;
}

/** The candle that an instant falls into: the last one that had opened. */
const barAt = (openTimeMs: readonly number[], atMs: number): number =>
  Math.max(
    0,
    openTimeMs.findLastIndex((openMs) => openMs <= atMs),
  );

function markerOf({ atMs, buys, isChosen, kind }: TradeMark, openTimeMs: readonly number[]): SeriesMarker<Time> {
  return {
    time: seconds(openTimeMs[barAt(openTimeMs, atMs)] ?? atMs),
    position: buys ? 'belowBar' : 'aboveBar',
    ...(isChosen
      ? { shape: buys ? 'arrowUp' : 'arrowDown', color: colour(buys ? 'up' : 'down'), size: 1.6 }
      : { shape: kind === 'exit' ? 'circle' : 'square', color: colour('faint'), size: 0.7 }),
  };
}

function paint({ chart, series }: Drawn): void {
  chart.applyOptions(canvasLook());
  const [up, down] = [colour('up'), colour('down')];
  series.applyOptions({
    priceFormat: {
      type: 'custom',
      minMove: 0.000001,
      formatter: (price: number) => formatPrice(price, languageNow()),
    },
    upColor: up,
    downColor: down,
    borderUpColor: up,
    borderDownColor: down,
    wickUpColor: up,
    wickDownColor: down,
  });
}
