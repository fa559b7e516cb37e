import type { EChartsCoreOption } from 'echarts/core';
import type { LabHeatMap } from '@orbiquant/contracts';
import type { PlotLook } from '../../../shared/charts/plot-look.ts';

/** A cell of a map: its column, its row, and its value. */
export type Cell = readonly [number, number, number];

/** The cells that were tried, row by row. */
export const cellsOf = ({ values }: LabHeatMap): Cell[] =>
  values.flatMap((row, y) => row.flatMap((value, x): Cell[] => (value === null ? [] : [[x, y, value]])));

/** The cell that some parameters fall into; axes of long searches are joined, so the nearest counts. */
export const cellAt = (
  { x, y, xs, ys }: LabHeatMap,
  parameters: Readonly<Record<string, number>>,
): [number, number] => [nearest(xs, parameters[x] ?? NaN), nearest(ys, parameters[y] ?? NaN)];

function nearest(axis: readonly number[], value: number): number {
  const gaps = axis.map((one) => Math.abs(one - value));
  return Math.max(0, gaps.indexOf(Math.min(...gaps)));
}

/** The cell with the largest value; null when nothing was tried. */
export const bestCell = (map: LabHeatMap): Cell | null =>
  cellsOf(map).reduce<Cell | null>((best, cell) => (best === null || cell[2] > best[2] ? cell : best), null);

type Names = { x: string; y: string; winner: string; write: (value: number) => string };

/** The map as a plot: one hue from quiet to strong, the chosen cell ringed and named. */
export const mapOption =
  (map: LabHeatMap, chosen: readonly [number, number], { x, y, winner, write }: Names) =>
  (look: PlotLook): EChartsCoreOption => {
    const cells = cellsOf(map);
    const values = cells.map(([, , value]) => value);
    const axis = { type: 'category', axisLine: { lineStyle: { color: look.line } }, axisLabel: { color: look.soft } };
    return {
      grid: { left: 12, right: 12, top: 28, bottom: 64, containLabel: true },
      tooltip: {
        renderMode: 'richText',
        formatter: ({ data }: { data: Cell }) =>
          `${x}: ${write(map.xs[data[0]]!)}\n${y}: ${write(map.ys[data[1]]!)}\n${write(data[2])}`,
      },
      xAxis: { ...axis, name: x, nameLocation: 'middle', nameGap: 26, data: map.xs.map(write) },
      yAxis: { ...axis, name: y, nameLocation: 'end', nameTextStyle: { align: 'left' }, data: map.ys.map(write) },
      visualMap: {
        min: Math.min(...values),
        max: Math.max(...values),
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemHeight: 120,
        itemWidth: 10,
        formatter: write,
        textStyle: { color: look.soft },
        inRange: { color: [look.accentWash, look.accent] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells,
          itemStyle: { borderColor: look.surface, borderWidth: 1 },
          markPoint: {
            symbol: 'circle',
            symbolSize: 18,
            itemStyle: { color: 'transparent', borderColor: look.ink, borderWidth: 2 },
            label: {
              color: look.ink,
              textBorderColor: look.surface,
              textBorderWidth: 3,
              position: 'top',
              formatter: winner,
              fontWeight: 600,
            },
            data: [{ coord: [...chosen] }],
          },
        },
      ],
    };
  };
