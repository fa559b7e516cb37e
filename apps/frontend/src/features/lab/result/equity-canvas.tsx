import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  AreaSeries,
  BaselineSeries,
  createChart,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type LineData,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import { figureText } from '@orbiquant/lab-words';
import { languageNow } from '../../../shared/i18n/i18n.ts';
import { colour, faded } from '../../../shared/theme/colour.ts';
import { useTheme } from '../../../shared/theme/theme.ts';
import { canvasLook } from '../parts/canvas-look.ts';
import { useLanguage } from '../parts/use-language.ts';
import type { EquityLines, EquityPoint } from './equity-points.ts';

type Props = { lines: EquityLines; label: string; quote: string };
type Drawn = {
  chart: IChartApi;
  equity: ISeriesApi<'Area'>;
  benchmark: ISeriesApi<'Line'>;
  drawdown: ISeriesApi<'Baseline'>;
};

/** Equity and holding in one pane, falls in the pane below, on one time axis. */
export function EquityCanvas({ lines, label, quote }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme((state) => state.shown);
  const language = useLanguage();
  useLayoutEffect(() => {
    if (!box.current) return;
    drawn.current = open(box.current);
    return () => {
      drawn.current?.chart.remove();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    if (drawn.current) paint(drawn.current, quote);
  }, [theme, language, quote]);
  useEffect(() => {
    if (!drawn.current) return;
    const { chart, equity, benchmark, drawdown } = drawn.current;
    equity.setData(lines.equity.map(pointOf));
    benchmark.setData(lines.benchmark.map(pointOf));
    drawdown.setData(lines.drawdown.map(pointOf));
    chart.timeScale().fitContent();
  }, [lines]);
  return <div ref={box} role="img" aria-label={label} className="h-full" />;
}

function open(box: HTMLElement): Drawn {
  const chart = createChart(box, { ...canvasLook(), autoSize: true, handleScroll: { vertTouchDrag: false } });
  const quiet = { priceLineVisible: false, lastValueVisible: true, lineWidth: 2 } as const;
  const drawn = {
    chart,
    equity: chart.addSeries(AreaSeries, quiet),
    benchmark: chart.addSeries(LineSeries, { ...quiet, crosshairMarkerVisible: false }),
    drawdown: chart.addSeries(BaselineSeries, { ...quiet, baseValue: { type: 'price', price: 0 } }, 1),
  };
  chart.panes()[0]?.setStretchFactor(3);
  chart.panes()[1]?.setStretchFactor(1);
  return drawn;
}

const written = (code: string, quote: string) => ({
  type: 'custom' as const,
  minMove: 0.0001,
  formatter: (value: number) => figureText(code, value, { language: languageNow(), quote }),
});

function paint({ chart, equity, benchmark, drawdown }: Drawn, quote: string): void {
  chart.applyOptions(canvasLook());
  equity.applyOptions({
    priceFormat: written('equityFinal', quote),
    lineColor: colour('accent'),
    topColor: faded(colour('accent'), 0.25),
    bottomColor: faded(colour('accent'), 0.02),
  });
  benchmark.applyOptions({ priceFormat: written('equityFinal', quote), color: colour('hma'), lineStyle: 2 });
  drawdown.applyOptions({
    priceFormat: written('drawdownMax', quote),
    topLineColor: colour('down'),
    bottomLineColor: colour('down'),
    topFillColor1: faded(colour('down'), 0),
    topFillColor2: faded(colour('down'), 0),
    bottomFillColor1: faded(colour('down'), 0.08),
    bottomFillColor2: faded(colour('down'), 0.3),
  });
}

const pointOf = ({ time, value }: EquityPoint): LineData<UTCTimestamp> | WhitespaceData<UTCTimestamp> =>
  value === undefined ? { time: time as UTCTimestamp } : { time: time as UTCTimestamp, value };
