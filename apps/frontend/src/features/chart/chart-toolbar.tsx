import { Table2, ChartCandlestick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { INTERVALS, type Interval } from '@orbiquant/contracts';
import { Button } from '../../shared/ui/button.tsx';
import { Segments } from '../../shared/ui/segments.tsx';
import { LAYERS, type Layer, type View } from './use-view.ts';

const DOTS: Record<Layer, string> = { sma: 'bg-sma', hma: 'bg-hma', trades: 'bg-up', signals: 'bg-soft rounded-full' };

type Props = { view: View; onInterval: (interval: Interval) => void };

/** Interval, what is drawn, and the same as a table. */
export function ChartToolbar({ view, onInterval }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segments<Interval>
        compact
        label={t('markets.chart.interval')}
        value={view.interval}
        onChange={onInterval}
        options={INTERVALS.map((value) => ({ value, label: value }))}
      />
      <div role="group" aria-label={t('markets.chart.indicators')} className="flex flex-wrap gap-1">
        {LAYERS.map((layer) => (
          <button
            key={layer}
            type="button"
            aria-pressed={view.shows(layer)}
            onClick={() => view.toggle(layer)}
            className="flex min-h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-xs font-medium text-faint hover:border-strong aria-pressed:text-ink pointer-coarse:min-h-11"
          >
            <span aria-hidden className={`size-2 rounded-[2px] ${view.shows(layer) ? DOTS[layer] : 'bg-strong'}`} />
            {t(`markets.chart.${layer}`)}
          </button>
        ))}
      </div>
      <Button variant="ghost" className="ml-auto text-xs" onClick={() => view.setTable(!view.asTable)}>
        {view.asTable ? <ChartCandlestick aria-hidden size={15} /> : <Table2 aria-hidden size={15} />}
        {t(view.asTable ? 'markets.chart.picture' : 'markets.chart.table')}
      </Button>
    </div>
  );
}
