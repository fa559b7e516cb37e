import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { SettlementReport } from '@orbiquant/contracts';
import { toUnits } from '@orbiquant/ledger';
import type { Texts } from './texts.ts';

use([BarChart, LineChart, GridComponent, SVGRenderer]);

/** A drawing with its heading, as SVG text of the given size in pixels. */
export type Picture = { title: string; svg: string; width: number; height: number };

const WIDTH = 760;
const INK = '#1b2433';
const GAIN = '#1f5fd0';
const LOSS = '#b8500c';
const QUIET = '#8b98ac';
const grid = { left: 80, right: 20, top: 20, bottom: 30 };

/** Every picture that a settlement has material for, in reading order. */
export function picturesOf(report: SettlementReport, texts: Texts): Picture[] {
  const { history, agents } = report;
  const { days, growth, falls } = curvesOf(history);
  return [
    ...(days.length > 1
      ? [draw(texts.growth, line(days, growth, GAIN)), draw(texts.drawdown, line(days, falls, LOSS), 170)]
      : []),
    ...(agents.length > 0 ? [draw(texts.byAgent, bars(report), 200)] : []),
  ];
}

/** What one unit of capital became, day by day, and how far it stood below its peak, in per cent. */
function curvesOf(history: SettlementReport['history']): { days: string[]; growth: number[]; falls: number[] } {
  const known = history.filter(({ roi }) => roi !== null);
  let [value, peak] = [1, 1];
  const growth = known.map(({ roi }) => (value *= 1 + Number(roi!.toFixed())));
  const falls = growth.map((at) => ((peak = Math.max(peak, at)), (at / peak - 1) * 100));
  return { days: known.map(({ day }) => day), growth, falls };
}

function draw(title: string, option: EChartsCoreOption, height = 220): Picture {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, textStyle: { color: INK, fontFamily: 'Roboto, sans-serif' }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return { title, svg, width: WIDTH, height };
}

const line = (days: readonly string[], values: readonly number[], colour: string): EChartsCoreOption => ({
  grid,
  xAxis: { type: 'category', data: [...days], axisLine: { lineStyle: { color: QUIET } } },
  yAxis: { type: 'value', scale: true, splitLine: { lineStyle: { opacity: 0.4 } } },
  series: [{ type: 'line', showSymbol: false, lineStyle: { width: 1.5, color: colour }, data: [...values] }],
});

const bars = ({ agents, exponent }: SettlementReport): EChartsCoreOption => ({
  grid,
  xAxis: { type: 'category', data: agents.map(({ agentId }) => agentId) },
  yAxis: { type: 'value', splitLine: { lineStyle: { opacity: 0.4 } } },
  series: [
    {
      type: 'bar',
      barMaxWidth: 60,
      data: agents.map(({ netMinor }) => ({
        value: Number(toUnits(netMinor, exponent).toFixed()),
        itemStyle: { color: netMinor < 0n ? LOSS : GAIN },
      })),
    },
  ],
});
