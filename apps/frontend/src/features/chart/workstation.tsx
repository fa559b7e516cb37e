import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Candle } from '@orbiquant/contracts';
import { Problem } from '../../shared/ui/problem.tsx';
import { useTitle } from '../../shared/ui/use-title.ts';
import { CandleTable } from './candle-table.tsx';
import { ChartHeader } from './chart-header.tsx';
import { ChartToolbar } from './chart-toolbar.tsx';
import { Deeds } from './deeds.tsx';
import { Legend } from './legend.tsx';
import { NoCandles } from './no-candles.tsx';
import { PriceChart } from './price-chart.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { startPlayback } from './playback.ts';
import { useChart } from './use-chart.ts';
import { useDeeds, useMarks } from './use-marks.ts';
import { usePlayback } from './use-playback.ts';
import { useRemember } from './use-remember.ts';
import { useView } from './use-view.ts';

/** Chart, playback and what the agents did, of one instrument. */
export function Workstation({ symbol }: { symbol: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const view = useView();
  const { interval } = view;
  const { chart, setChart, state } = useChart(symbol, interval);
  const [hovered, setHovered] = useState<Candle | null>(null);
  const [initial] = useState(() => playbackOf(view));
  const { playback, dispatch } = usePlayback(chart, initial);
  const cursorMs = playback?.cursorMs ?? null;
  const deeds = useDeeds(symbol, playback?.toMs);
  const layers = { trades: view.shows('trades'), signals: view.shows('signals') };
  const marks = useMarks(deeds, { ...layers, cursorMs, interval });
  useTitle(symbol);
  useRemember({ symbol, interval, playback, setCursor: view.setCursor });
  const openDecision = (markId: string): void => {
    const [agentId = '', decisionId = ''] = markId.split('/');
    void navigate({ href: `/agents/${agentId}/decisions/${decisionId}` });
  };
  return (
    <div className="mx-auto flex w-full max-w-[1800px] flex-col gap-3 px-2 py-3 sm:px-4">
      <ChartHeader symbol={symbol} last={state.last} playback={playback} />
      <ChartToolbar
        view={view}
        onInterval={(tf) => (view.setInterval(tf), dispatch({ type: 'interval', interval: tf }))}
      />
      {state.status === 'failed' && <Problem error={state.error} retry={() => chart?.model.load(cursorMs)} />}
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <div className="relative h-[52dvh] min-h-80 lg:h-[60dvh]">
          <PriceChart
            symbol={symbol}
            interval={interval}
            label={t('markets.chart.label', { symbol })}
            hidden={view.asTable || state.status === 'empty'}
            visible={{ sma: view.shows('sma'), hma: view.shows('hma') }}
            marks={marks}
            onOpen={setChart}
            onHover={setHovered}
            onMark={openDecision}
          />
          {state.status === 'empty' && <NoCandles symbol={symbol} />}
          {state.status === 'loading' && !state.last && <div className="skeleton absolute inset-3" aria-hidden />}
          {!view.asTable && (
            <Legend
              bar={hovered ?? state.last}
              state={state}
              view={view}
              onNewest={() => (chart?.engine.toNewest(), chart?.model.moved(0))}
            />
          )}
          {view.asTable && chart && <CandleTable bars={chart.engine.bars()} version={state.version} />}
        </div>
        <ReplayPanel playback={playback} interval={interval} chart={chart} dispatch={dispatch} />
      </div>
      <Deeds deeds={deeds} cursorMs={cursorMs} />
      <a
        href="https://www.tradingview.com/"
        target="_blank"
        rel="noreferrer"
        className="self-end px-1 text-xs text-faint underline-offset-4 hover:underline"
      >
        {t('markets.chart.attribution')}
      </a>
    </div>
  );
}

function playbackOf({ interval, cursor }: ReturnType<typeof useView>) {
  const { asOf, from = asOf, to = asOf } = cursor;
  if (asOf === undefined || from === undefined || to === undefined) return null;
  return startPlayback(interval, { fromMs: from, toMs: to, cursorMs: asOf });
}
