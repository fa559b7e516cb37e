import { lazy, Suspense } from 'react';
import type { FigureProps } from './line-canvas.tsx';

const LineCanvas = lazy(() =>
  import('./line-canvas.tsx').then(({ LineCanvas: component }) => ({ default: component })),
);

/** A figure over time. Its canvas is loaded when it is first needed; its place is held from the start. */
export function LineFigure(props: FigureProps & { summary: string }) {
  return (
    <figure>
      <div style={{ height: props.height }}>
        <Suspense fallback={<div className="skeleton h-full" />}>
          <LineCanvas {...props} />
        </Suspense>
      </div>
      <figcaption className="num mt-1 text-xs text-soft">{props.summary}</figcaption>
    </figure>
  );
}
