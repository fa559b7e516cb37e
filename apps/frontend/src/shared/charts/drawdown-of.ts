import type { FigurePoint } from './line-canvas.tsx';

/** The fall from the highest value so far at each point: 0 at a peak, -0.1 at 10 % below it. */
export function drawdownOf(points: readonly FigurePoint[], peakBefore = 0): FigurePoint[] {
  let peak = peakBefore;
  return points.map(({ atMs, value }) => {
    peak = Math.max(peak, value);
    return { atMs, value: peak > 0 ? value / peak - 1 : 0 };
  });
}

/** The deepest fall; 0 when there was none. */
export const worstFall = (points: readonly FigurePoint[]): number =>
  drawdownOf(points).reduce((worst, { value }) => Math.min(worst, value), 0);
