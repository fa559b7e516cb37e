import { lazy, Suspense, type ReactNode } from 'react';
import type { PlotProps } from './plot-canvas.tsx';

const PlotCanvas = lazy(() =>
  import('./plot-canvas.tsx').then(({ PlotCanvas: component }) => ({ default: component })),
);

/** A plot with what it says in words. Its canvas is loaded when it is first needed; its place is held from the start. */
export function PlotFigure({ height, summary, ...plot }: PlotProps & { height: number; summary: ReactNode }) {
  return (
    <figure>
      <div style={{ height }}>
        <Suspense fallback={<div className="skeleton h-full" />}>
          <PlotCanvas {...plot} />
        </Suspense>
      </div>
      <figcaption className="num mt-1 text-xs text-soft">{summary}</figcaption>
    </figure>
  );
}
