import { ChevronFirst, ChevronLast, Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../shared/format/times.ts';
import { Button } from '../../shared/ui/button.tsx';
import { IconButton } from '../../shared/ui/icon-button.tsx';
import { candlesBetween, moveBy } from './interval-time.ts';
import { SPEEDS, type Playback, type Speed } from './playback.ts';
import type { PlaybackWish } from './use-playback.ts';

type Props = { playback: Playback; dispatch: (wish: PlaybackWish) => void };

/** The controls of a playback. Each has a key; the pointer never has to drag. */
export function TransportBar({ playback, dispatch }: Props) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t('markets.replay.label')}
      className="flex flex-col gap-1 p-2"
      data-testid="transport"
    >
      <div className="flex flex-wrap items-center gap-1">
        <Buttons playback={playback} dispatch={dispatch} />
        <SpeedChoice speed={playback.speed} onChange={(speed) => dispatch({ type: 'speed', speed })} />
        <PositionSlider playback={playback} dispatch={dispatch} />
        <Button onClick={() => dispatch({ type: 'exit' })} data-testid="replay-exit">
          {t('markets.replay.exit')}
        </Button>
      </div>
      <p className="hidden px-1 text-xs text-faint sm:block">{t('markets.replay.keys')}</p>
    </div>
  );
}

function Buttons({ playback, dispatch }: Props) {
  const { t } = useTranslation();
  const atStart = playback.cursorMs <= playback.fromMs;
  const atEnd = playback.cursorMs >= playback.toMs;
  const PlayIcon = playback.playing ? Pause : Play;
  return (
    <>
      <IconButton label={t('markets.replay.toStart')} disabled={atStart} onClick={() => dispatch({ type: 'to-start' })}>
        <ChevronFirst aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={t('markets.replay.back')}
        disabled={atStart}
        onClick={({ shiftKey }) => dispatch({ type: 'step', candles: shiftKey ? -10 : -1 })}
      >
        <StepBack aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={t(playback.playing ? 'markets.replay.pause' : 'markets.replay.play')}
        disabled={atEnd}
        className="bg-accent text-accent-ink! hover:bg-accent hover:brightness-110"
        onClick={() => dispatch({ type: 'toggle' })}
      >
        <PlayIcon aria-hidden size={18} />
      </IconButton>
      <IconButton
        label={t('markets.replay.forward')}
        disabled={atEnd}
        onClick={({ shiftKey }) => dispatch({ type: 'step', candles: shiftKey ? 10 : 1 })}
      >
        <StepForward aria-hidden size={18} />
      </IconButton>
      <IconButton label={t('markets.replay.toEnd')} disabled={atEnd} onClick={() => dispatch({ type: 'to-end' })}>
        <ChevronLast aria-hidden size={18} />
      </IconButton>
    </>
  );
}

function SpeedChoice({ speed, onChange }: { speed: Speed; onChange: (speed: Speed) => void }) {
  const { t } = useTranslation();
  return (
    <label className="ml-1 text-xs text-soft">
      <span className="sr-only">{t('markets.replay.speed')}</span>
      <select
        value={speed}
        onChange={(event) => onChange(SPEEDS.find((one) => String(one) === event.target.value) ?? 1)}
        className="num h-8 rounded-md border border-line bg-surface px-1.5 pointer-coarse:h-11"
      >
        {SPEEDS.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
    </label>
  );
}

function PositionSlider({ playback, dispatch }: Props) {
  const { t, i18n } = useTranslation();
  const { interval, fromMs, toMs, cursorMs } = playback;
  return (
    <input
      type="range"
      aria-label={t('markets.replay.position')}
      aria-valuetext={`${formatInstant(cursorMs, i18n.language)} UTC`}
      min={0}
      max={candlesBetween(fromMs, toMs, interval)}
      value={candlesBetween(fromMs, cursorMs, interval)}
      onChange={(event) => dispatch({ type: 'seek', atMs: moveBy(fromMs, interval, Number(event.target.value)) })}
      className="h-8 min-w-32 flex-1 accent-accent"
    />
  );
}
