import type { EChartsCoreOption } from 'echarts/core';
import type { LabFan } from '@orbiquant/contracts';
import type { PlotLook } from '../../../shared/charts/plot-look.ts';

/** The series of a quantile; empty when the fan does not draw it. */
export const seriesAt = ({ quantiles, series }: LabFan, share: number): ReadonlyArray<number | null> =>
  series[quantiles.findIndex((one) => Math.abs(one - share) < 1e-9)] ?? [];

/** Where the paths of a quantile end; null when it is not known. */
export const endAt = (fan: LabFan, share: number): number | null => seriesAt(fan, share).at(-1) ?? null;

type Names = {
  write: (value: number) => string;
  share: (quantile: number) => string;
  /** What runs along the foot, and how a share of it is written. */
  axis: string;
  part: (share: number) => string;
  unit: string;
};

/** How much of the way a point has behind it. */
const wayTo = (at: number, { series }: LabFan): number => at / Math.max(1, (series[0]?.length ?? 0) - 1);

/** A fan as a plot: bands between the quantiles of either side, the middle as a line. */
export const fanOption =
  (fan: LabFan, names: Names) =>
  (look: PlotLook): EChartsCoreOption => ({
    grid: { left: 8, right: 16, top: 32, bottom: 24, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      formatter: (points: readonly { dataIndex: number }[]) => fanText(fan, points[0]?.dataIndex ?? 0, names),
    },
    ...axes(fan, names, look),
    series: [...bands(fan, look), middle(fan, look)],
  });

const axes = (fan: LabFan, { write, axis, part, unit }: Names, look: PlotLook) => ({
  xAxis: {
    type: 'category',
    boundaryGap: false,
    data: (fan.series[0] ?? []).map((_unused, k) => part(wayTo(k, fan))),
    name: axis,
    nameLocation: 'middle',
    nameGap: 24,
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.soft },
  },
  yAxis: {
    type: 'value',
    name: unit,
    scale: true,
    axisLabel: { color: look.soft, formatter: write },
    splitLine: { lineStyle: { color: look.grid } },
  },
});

const QUIET = { type: 'line', symbol: 'none', lineStyle: { opacity: 0 }, emphasis: { disabled: true }, silent: true };

/** The outermost pair of quantiles first, so that inner bands lie on top and look stronger. */
function bands({ quantiles, series }: LabFan, look: PlotLook) {
  const last = quantiles.length - 1;
  return quantiles.slice(0, Math.ceil(last / 2)).flatMap((_unused, at) => {
    const [low, high] = [series[at] ?? [], series[last - at] ?? []];
    const stack = `band-${at}`;
    const areaStyle = { color: look.accent, opacity: 0.16 + 0.14 * at };
    return [
      { ...QUIET, stack, data: [...low] },
      { ...QUIET, stack, data: high.map((value, k) => heightOf(value, low[k] ?? null)), areaStyle },
    ];
  });
}

const middle = ({ quantiles, series }: LabFan, look: PlotLook) => ({
  type: 'line',
  symbol: 'none',
  data: [...(series[Math.floor(quantiles.length / 2)] ?? [])],
  lineStyle: { color: look.accent, width: 2 },
  itemStyle: { color: look.accent },
});

/** How high a band is above its lower edge. */
const heightOf = (high: number | null, low: number | null): number | null =>
  high === null || low === null ? null : high - low;

const fanText = (fan: LabFan, at: number, { write, share, axis, part }: Names): string =>
  [
    `${axis}: ${part(wayTo(at, fan))}`,
    ...fan.quantiles.map((quantile, k) => `${share(quantile)}: ${write(fan.series[k]?.[at] ?? NaN)}`).toReversed(),
  ].join('\n');
