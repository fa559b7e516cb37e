import { HeatmapChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkPointComponent,
  TitleComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, registerLocale, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { LabFan, LabHeatMap, LabResult } from '@orbiquant/contracts';
import { reportTexts, type ReportTexts } from './texts.ts';

use([
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkPointComponent,
  TitleComponent,
  VisualMapComponent,
  SVGRenderer,
]);

// only the names of months are ours; whatever else a plot could say it says nowhere
registerLocale('ES', {
  time: { monthAbbr: [...reportTexts.es.monthNames], month: [...reportTexts.es.monthNames] },
} as never);

/** A drawing with its heading, as SVG text of the given size in pixels. */
export type Picture = { title: string; svg: string; width: number; height: number };

const WIDTH = 760;
const HEIGHT = 260;
const INK = '#1b2433';
const LINE = '#1f5fd0';
const FALL = '#b8500c';
const QUIET = '#8b98ac';

/** Every picture that a result has material for, in reading order. */
export function picturesOf({ curve, benchmark, heatMap, fans, months }: LabResult, texts: ReportTexts): Picture[] {
  const pictures: Picture[] = [];
  if (curve) {
    const equity = [{ name: texts.equity, values: curve.equity, colour: LINE }];
    if (benchmark) equity.push({ name: texts.buyAndHold, values: benchmark, colour: QUIET });
    pictures.push(draw(texts.equity, lines(curve.timeMs, equity), texts));
    const falls = [{ name: texts.drawdown, values: curve.drawdown, colour: FALL }];
    pictures.push(draw(texts.drawdown, lines(curve.timeMs, falls, '{value}'), { ...texts, height: 180 }));
  }
  if (months.length > 0)
    pictures.push(draw(texts.months, monthly(months, texts), { ...texts, height: 60 + 28 * yearsOf(months).length }));
  if (heatMap) pictures.push(draw(texts.heatMap, parameters(heatMap), { ...texts, height: 360 }));
  for (const one of fans)
    pictures.push(draw(`${texts.fan}: ${texts.methods[one.method] ?? one.method}`, fan(one, texts), texts));
  return pictures;
}

type Look = { locale: ReportTexts['locale']; height?: number };

function draw(title: string, option: EChartsCoreOption, { locale, height = HEIGHT }: Look): Picture {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height, locale });
  chart.setOption({
    animation: false,
    useUTC: true,
    textStyle: { color: INK, fontFamily: 'Roboto, sans-serif' },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return { title, svg, width: WIDTH, height };
}

type Values = ReadonlyArray<number | null>;
type NamedLine = { name: string; values: Values; colour: string };

const grid = { left: 70, right: 20, top: 30, bottom: 30 };

function lines(timeMs: readonly number[], drawn: readonly NamedLine[], format = '{value}'): EChartsCoreOption {
  return {
    grid,
    legend: drawn.length > 1 ? { top: 0, right: 10, itemHeight: 8 } : undefined,
    xAxis: { type: 'time', axisLine: { lineStyle: { color: QUIET } } },
    yAxis: { type: 'value', scale: true, axisLabel: { formatter: format }, splitLine: { lineStyle: { opacity: 0.4 } } },
    series: drawn.map(({ name, values, colour }) => ({
      name,
      type: 'line',
      showSymbol: false,
      lineStyle: { width: 1.5, color: colour },
      itemStyle: { color: colour },
      data: timeMs.map((atMs, k) => [atMs, values[k] ?? null]),
    })),
  };
}

type Months = LabResult['months'];
const yearsOf = (months: Months): number[] => [...new Set(months.map(({ year }) => year))].toSorted((a, b) => b - a);

function monthly(months: Months, texts: ReportTexts): EChartsCoreOption {
  const years = yearsOf(months);
  const largest = Math.max(...months.map((one) => Math.abs(one.return)), 0.001);
  return {
    grid: { left: 60, right: 20, top: 10, bottom: 30 },
    xAxis: { type: 'category', data: texts.monthNames, splitArea: { show: true } },
    yAxis: { type: 'category', data: years.map(String) },
    visualMap: { show: false, min: -largest, max: largest, inRange: { color: [FALL, '#f6f7f9', LINE] } },
    series: [
      {
        type: 'heatmap',
        label: {
          show: true,
          fontSize: 9,
          formatter: ({ data }: { data: number[] }) => `${(data[2]! * 100).toFixed(1)}`,
        },
        data: months.map(({ year, month, return: gained }) => [month - 1, years.indexOf(year), gained]),
      },
    ],
  };
}

function parameters({ x, y, xs, ys, values }: LabHeatMap): EChartsCoreOption {
  const cells = values.flatMap((row, j) => row.flatMap((value, i) => (value === null ? [] : [[i, j, value]])));
  const seen = cells.map(([, , value]) => value!);
  const best = cells.reduce((top, cell) => (cell[2]! > top[2]! ? cell : top), cells[0] ?? [0, 0, 0]);
  return {
    grid: { left: 70, right: 90, top: 20, bottom: 50 },
    xAxis: { type: 'category', name: x, nameLocation: 'middle', nameGap: 28, data: xs.map(String) },
    yAxis: { type: 'category', name: y, data: ys.map(String) },
    visualMap: {
      min: Math.min(...seen),
      max: Math.max(...seen),
      right: 0,
      top: 'middle',
      precision: 2,
      inRange: { color: ['#f3e8df', '#9cbcf0', LINE] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        markPoint: { symbol: 'circle', symbolSize: 12, itemStyle: { color: INK }, data: [{ coord: best.slice(0, 2) }] },
      },
    ],
  };
}

function fan({ method, quantiles, series }: LabFan, texts: ReportTexts): EChartsCoreOption {
  const middle = Math.floor(quantiles.length / 2);
  const last = Math.max(1, (series[0]?.length ?? 0) - 1);
  return {
    grid: { ...grid, bottom: 50 },
    legend: { top: 0, right: 10, itemHeight: 8 },
    xAxis: {
      type: 'category',
      name: method === 'trade-shuffle' ? texts.fanOfTrades : texts.fanOfTime,
      nameLocation: 'middle',
      nameGap: 28,
      data: (series[0] ?? []).map((_unused, k) => `${Math.round((k / last) * 100)} %`),
      axisLabel: { showMaxLabel: true },
    },
    yAxis: { type: 'value', scale: true },
    series: series.map((values, k) => ({
      name: `${Math.round((quantiles[k] ?? 0) * 100)} %`,
      type: 'line',
      showSymbol: false,
      lineStyle: { width: k === middle ? 2 : 1, color: k === middle ? LINE : QUIET, opacity: k === middle ? 1 : 0.7 },
      itemStyle: { color: k === middle ? LINE : QUIET },
      data: [...values],
    })),
  };
}
