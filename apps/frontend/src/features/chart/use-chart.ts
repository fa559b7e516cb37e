import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Candle, Interval } from '@orbiquant/contracts';
import { useLive } from '../../shared/live/use-live.ts';
import { UNKNOWN, type ChartState } from './chart-model.ts';
import type { OpenChart } from './price-chart.tsx';

const NOTHING = createStore<ChartState>(() => UNKNOWN);

/** Lost messages are made good by fetching, but not more often than this. */
const REFRESH_MS = 5_000;

/** The open chart, its state, and the live candles that flow into it one animation frame at a time. */
export function useChart(symbol: string, interval: Interval) {
  const [chart, setChart] = useState<OpenChart | null>(null);
  const state = useStore(chart?.model.state ?? NOTHING);
  const waiting = useRef<Candle[]>([]);
  const refreshedAtMs = useRef(0);
  const room = `candle:${symbol}:${interval}`;

  const message = useCallback(
    (candle: Candle): void => {
      waiting.current.push(candle);
      if (waiting.current.length > 1) return;
      requestAnimationFrame(() => {
        for (const one of waiting.current.splice(0)) chart?.model.live(one);
      });
    },
    [chart],
  );
  const missed = (): void => {
    if (performance.now() - refreshedAtMs.current < REFRESH_MS) return;
    refreshedAtMs.current = performance.now();
    void chart?.model.refresh();
  };
  useLive(room, 'candle.updated', { message, missed });
  useLive(room, 'candle.closed', { message });
  useEffect(() => {
    waiting.current = [];
  }, [room]);
  return { chart, setChart, state };
}
