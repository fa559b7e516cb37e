import { useState } from 'react';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Interval } from '@orbiquant/contracts';
import { fromField, toField } from '../../shared/format/times.ts';
import { useClock } from '../../shared/status/use-status.ts';
import { Button } from '../../shared/ui/button.tsx';
import { moveBy } from './interval-time.ts';
import type { OpenChart } from './price-chart.tsx';

type Props = {
  interval: Interval;
  chart: OpenChart | null;
  onStart: (range: { fromMs: number; toMs: number }) => void;
};

const DEFAULT_CANDLES = 100;

/** Where a playback begins and ends: by date, or from the middle of what is in view. */
export function ReplaySetup({ interval, chart, onStart }: Props) {
  const { t } = useTranslation();
  const nowMs = useClock()?.nowMs ?? Date.now();
  const [open, setOpen] = useState(false);
  const [range, setRange] = useState({ from: '', to: '' });
  const [wrong, setWrong] = useState(false);
  const from = range.from || toField(moveBy(nowMs, interval, -DEFAULT_CANDLES));
  const to = range.to || toField(nowMs);
  const startAtDates = (): void => {
    const [fromMs, toMs] = [fromField(from), fromField(to)];
    const isRange = fromMs !== null && toMs !== null && fromMs < toMs;
    setWrong(!isRange);
    if (isRange) onStart({ fromMs, toMs });
  };
  const startHere = (): void =>
    onStart({ fromMs: chart?.engine.middleMs() ?? moveBy(nowMs, interval, -DEFAULT_CANDLES), toMs: nowMs });
  return (
    <div className="flex flex-wrap items-end gap-2 p-2">
      <Button aria-expanded={open} onClick={() => setOpen(!open)} data-testid="replay-open">
        <History aria-hidden size={15} />
        {t('markets.chart.replay')}
      </Button>
      {open && (
        <form
          aria-label={t('markets.replay.setup')}
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => (event.preventDefault(), startAtDates())}
        >
          <InstantField
            label={t('markets.replay.from')}
            value={from}
            onChange={(text) => setRange({ from: text, to })}
          />
          <InstantField label={t('markets.replay.to')} value={to} onChange={(text) => setRange({ from, to: text })} />
          <Button type="submit" variant="primary">
            {t('markets.replay.startRange')}
          </Button>
          <Button onClick={startHere}>{t('markets.replay.startHere')}</Button>
          {wrong && (
            <p role="alert" className="w-full text-xs text-bad">
              {t('markets.replay.rangeWrong')}
            </p>
          )}
        </form>
      )}
    </div>
  );
}

function InstantField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-soft">
      {label}
      <input
        type="datetime-local"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="num h-8 rounded-md border border-strong bg-surface px-2 pointer-coarse:h-11"
      />
    </label>
  );
}
