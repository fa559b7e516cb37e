import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  AreaSeries,
  BaselineSeries,
  ColorType,
  createChart,
  LineStyle,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { languageNow } from '../i18n/i18n.ts';
import { colour, faded } from '../theme/colour.ts';
import { useTheme } from '../theme/theme.ts';

/** A value at an instant. */
export type FigurePoint = { atMs: number; value: number };

export type FigureProps = {
  label: string;
  points: readonly FigurePoint[];
  height: number;
  tone: 'accent' | 'down';
  format: (value: number) => string;
  /** A line that must not be crossed. */
  limit?: { value: number; text: string } | undefined;
};

type Drawn = { chart: IChartApi; area: ISeriesApi<'Area'> | ISeriesApi<'Baseline'> };

/** An area on a canvas, in the colours of the theme. */
export function LineCanvas({ label, points, tone, format, limit }: FigureProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme((state) => state.shown);
  useLayoutEffect(() => {
    if (!box.current) return;
    const chart = createChart(box.current, {
      autoSize: true,
      handleScroll: { vertTouchDrag: false },
      layout: { attributionLogo: false },
    });
    drawn.current = { chart, area: tone === 'down' ? chart.addSeries(BaselineSeries) : chart.addSeries(AreaSeries) };
    return () => {
      chart.remove();
      drawn.current = null;
    };
  }, [tone]);
  useEffect(() => {
    drawn.current?.chart.applyOptions(look(format));
    drawn.current?.area.applyOptions(areaLook(tone));
  }, [theme, tone, format]);
  useEffect(() => {
    if (!drawn.current) return;
    drawn.current.area.setData(dataOf(points));
    drawn.current.chart.timeScale().fitContent();
  }, [points]);
  const { value, text } = limit ?? {};
  useEffect(() => {
    const area = drawn.current?.area;
    if (!area || value === undefined) return;
    const line = area.createPriceLine({
      price: value,
      title: text ?? '',
      color: colour('bad'),
      lineStyle: LineStyle.Dashed,
    });
    area.applyOptions({ autoscaleInfoProvider: () => ({ priceRange: { minValue: value * 1.1, maxValue: 0 } }) });
    return () => {
      // on leaving, the chart is gone before its line is
      if (drawn.current?.area === area) area.removePriceLine(line);
    };
  }, [value, text, theme]);
  return <div ref={box} role="img" aria-label={label} className="h-full" />;
}

const look = (format: (value: number) => string) => ({
  layout: {
    background: { type: ColorType.Solid, color: colour('surface') },
    textColor: colour('faint'),
    fontFamily: "'Inter Variable', ui-sans-serif, sans-serif",
    fontSize: 11,
    attributionLogo: false,
  },
  grid: { vertLines: { visible: false }, horzLines: { color: faded(colour('line'), 0.6) } },
  rightPriceScale: { borderVisible: false },
  timeScale: { borderColor: colour('line'), timeVisible: true },
  localization: { priceFormatter: format, locale: languageNow() },
});

/** A rise is filled down to the axis, a fall up to zero. */
const areaLook = (tone: FigureProps['tone']) => ({
  lineWidth: 2 as const,
  priceLineVisible: false,
  ...(tone === 'down'
    ? {
        topLineColor: colour('down'),
        bottomLineColor: colour('down'),
        topFillColor1: faded(colour('down'), 0),
        topFillColor2: faded(colour('down'), 0),
        bottomFillColor1: faded(colour('down'), 0.08),
        bottomFillColor2: faded(colour('down'), 0.3),
      }
    : {
        lineColor: colour('accent'),
        topColor: faded(colour('accent'), 0.28),
        bottomColor: faded(colour('accent'), 0.02),
      }),
});

/** One value a second at most: of several, the newest. */
const dataOf = (points: readonly FigurePoint[]) =>
  [...new Map(points.map(({ atMs, value }) => [Math.floor(atMs / 1000), value]))]
    .toSorted(([a], [b]) => a - b)
    .map(([time, value]) => ({ time: time as UTCTimestamp, value }));
