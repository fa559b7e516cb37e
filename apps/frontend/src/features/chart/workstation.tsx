import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Candle } from '@orbiquant/contracts';
import { Problem } from '../../shared/ui/problem.tsx';
import { useTitle } from '../../shared/ui/use-title.ts';
import { CandleTable } from './candle-table.tsx';
import { UNKNOWN, type ChartState } from './chart-model.ts';
import type { Mark } from './engine/price-engine.ts';
import { ChartHeader } from './chart-header.tsx';
import { ChartToolbar } from './chart-toolbar.tsx';
import { Deeds } from './deeds.tsx';
import { Legend } from './legend.tsx';
import { NoCandles } from './no-candles.tsx';
import { PriceChart, type OpenChart } from './price-chart.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { startPlayback } from './playback.ts';
import { useChart } from './use-chart.ts';
import { useDeeds, useMarks } from './use-marks.ts';
import { usePlayback } from './use-playback.ts';
import { useRemember } from './use-remember.ts';
import { useView, type View } from './use-view.ts';

/** Chart, playback and what the agents did, of one instrument. */
export function Workstation({ symbol }: { symbol: string }) {
  const view = useView();
  const { interval } = view;
  const { chart, setChart, state } = useChart(symbol, interval);
  const [initial] = useState(() => playbackOf(view));
  const { playback, dispatch } = usePlayback(chart, initial);
  const cursorMs = playback?.cursorMs ?? null;
  const deeds = useDeeds(symbol, playback?.toMs);
  const layers = { trades: view.shows('trades'), signals: view.shows('signals') };
  const marks = useMarks(deeds, { ...layers, cursorMs, interval });
  useTitle(symbol);
  useRemember({ symbol, interval, playback, setCursor: view.setCursor });
  return (
    <div className="mx-auto flex w-full max-w-[1800px] flex-col gap-3 px-2 py-3 sm:px-4">
      <ChartHeader symbol={symbol} last={state.last} playback={playback} />
      <ChartToolbar
        view={view}
        onInterval={(tf) => (view.setInterval(tf), dispatch({ type: 'interval', interval: tf }))}
      />
      {state.status === 'failed' && <Problem error={state.error} retry={() => chart?.model.load(cursorMs)} />}
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <Stage symbol={symbol} view={view} chart={chart} state={state} marks={marks} onOpen={setChart} />
        <ReplayPanel playback={playback} interval={interval} chart={chart} dispatch={dispatch} />
      </div>
      <Deeds deeds={deeds} cursorMs={cursorMs} />
      <Attribution />
    </div>
  );
}

type StageProps = {
  symbol: string;
  view: View;
  chart: OpenChart | null;
  state: ChartState;
  marks: readonly Mark[];
  onOpen: (chart: OpenChart | null) => void;
};

/** The canvas with what lies over it, or its table. */
function Stage({ symbol, view, chart, state, marks, onOpen }: StageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [hovered, setHovered] = useState<Candle | null>(null);
  const openDecision = (markId: string): void => {
    const [agentId = '', decisionId = ''] = markId.split('/');
    void navigate({ to: '/agents/$agentId/decisions/$decisionId', params: { agentId, decisionId } });
  };
  const isEmpty = state.status === 'empty';
  return (
    <div className="relative h-[52dvh] min-h-80 lg:h-[60dvh]">
      <PriceChart
        symbol={symbol}
        interval={view.interval}
        label={t('markets.chart.label', { symbol })}
        hidden={view.asTable || isEmpty}
        visible={{ sma: view.shows('sma'), hma: view.shows('hma') }}
        marks={marks}
        onOpen={onOpen}
        onHover={setHovered}
        onMark={openDecision}
      />
      {isEmpty && <NoCandles symbol={symbol} />}
      {state === UNKNOWN && <div className="skeleton absolute inset-3" aria-hidden />}
      {!view.asTable && <Legend bar={hovered ?? state.last} state={state} onNewest={() => chart && toNewest(chart)} />}
      {view.asTable && chart && <CandleTable bars={chart.engine.bars()} />}
    </div>
  );
}

function toNewest({ engine, model }: OpenChart): void {
  engine.toNewest();
  model.moved(0);
}

function Attribution() {
  const { t } = useTranslation();
  return (
    <a
      href="https://www.tradingview.com/"
      target="_blank"
      rel="noreferrer"
      className="self-end px-1 text-xs text-faint underline-offset-4 hover:underline"
    >
      {t('markets.chart.attribution')}
    </a>
  );
}

function playbackOf({ interval, cursor }: View) {
  const { asOf, from = asOf, to = asOf } = cursor;
  if (asOf === undefined || from === undefined || to === undefined) return null;
  return startPlayback(interval, { fromMs: from, toMs: to, cursorMs: asOf });
}
