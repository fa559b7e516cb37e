import type { Interval } from '@orbiquant/contracts';
import type { Playback } from './playback.ts';
import type { OpenChart } from './price-chart.tsx';
import { ReplaySetup } from './replay-setup.tsx';
import { TransportBar } from './transport-bar.tsx';
import { usePlaybackKeys } from './use-playback-keys.ts';
import type { PlaybackWish } from './use-playback.ts';

type Props = {
  playback: Playback | null;
  interval: Interval;
  chart: OpenChart | null;
  dispatch: (wish: PlaybackWish) => void;
};

/** Under the chart: how to start a playback, or its controls. */
export function ReplayPanel({ playback, interval, chart, dispatch }: Props) {
  usePlaybackKeys(playback !== null, dispatch);
  return (
    <div className="border-t border-line">
      {playback ? (
        <TransportBar playback={playback} dispatch={dispatch} />
      ) : (
        <ReplaySetup
          interval={interval}
          chart={chart}
          onStart={(range) => dispatch({ type: 'start', interval, ...range })}
        />
      )}
    </div>
  );
}
