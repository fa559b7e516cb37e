import { getRouteApi } from '@tanstack/react-router';
import type { Interval } from '@orbiquant/contracts';

const route = getRouteApi('/signed-in/markets/$symbol');

/** What can be switched off on a chart. */
export const LAYERS = ['sma', 'hma', 'trades', 'signals'] as const;
export type Layer = (typeof LAYERS)[number];

/** How the chart is looked at: it lives in the address, so that a view can be shared and reloaded. */
export function useView() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const off = new Set((search.off ?? '').split(',').filter(Boolean));
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return {
    interval: search.tf ?? ('5m' satisfies Interval),
    cursor: search,
    asTable: search.view === 'table',
    shows: (layer: Layer): boolean => !off.has(layer),
    toggle(layer: Layer): void {
      if (!off.delete(layer)) off.add(layer);
      change({ off: [...off].join(',') || undefined });
    },
    setInterval: (tf: Interval): void => change({ tf }),
    setTable: (asTable: boolean): void => change({ view: asTable ? 'table' : undefined }),
    setCursor: (cursor: { asOf: number | undefined; from: number | undefined; to: number | undefined }): void =>
      change(cursor),
  };
}

export type View = ReturnType<typeof useView>;
