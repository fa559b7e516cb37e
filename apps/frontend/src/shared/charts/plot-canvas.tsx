import { useEffect, useLayoutEffect, useRef } from 'react';
import { HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkPointComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useTheme } from '../theme/theme.ts';
import { plotLook, type PlotLook } from './plot-look.ts';

register([
  HeatmapChart,
  LineChart,
  GridComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export type PlotProps = {
  label: string;
  /** What to draw in the given colours; keep it the same function while nothing changes. */
  option: (look: PlotLook) => EChartsCoreOption;
};

/** A plot on a canvas, in the colours of the theme and as wide as its place. */
export function PlotCanvas({ label, option }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const theme = useTheme((state) => state.shown);
  useLayoutEffect(() => {
    if (!box.current) return;
    const opened = init(box.current, null, { renderer: 'canvas' });
    chart.current = opened;
    const watcher = new ResizeObserver(() => opened.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      opened.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    const look = plotLook();
    const shown = { animation: false, textStyle: { color: look.soft, fontFamily: 'Inter Variable, sans-serif' } };
    chart.current?.setOption({ ...shown, ...option(look) }, { notMerge: true });
  }, [option, theme]);
  return <div ref={box} role="img" aria-label={label} className="h-full w-full" />;
}
