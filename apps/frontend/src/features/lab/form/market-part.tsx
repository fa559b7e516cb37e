import { useTranslation } from 'react-i18next';
import type { Instrument, Interval } from '@orbiquant/contracts';
import { formatDay, fromField } from '../../../shared/format/times.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import { lengthMsOf, RUN_INTERVALS } from '../parts/interval-days.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useLanguage } from '../parts/use-language.ts';
import type { Editing } from './editing.ts';
import { Part } from './part.tsx';
import { PERIODS, pickPeriod } from './pick-period.ts';
import { SymbolsField } from './symbols-field.tsx';
import { useCoverage, type Coverage } from './use-coverage.ts';

/** What is traded, in candles of what length, and when. */
export function MarketPart({ instruments, ...editing }: Editing & { instruments: readonly Instrument[] }) {
  const { form, change, faultAt } = editing;
  const { t } = useTranslation();
  const coverage = useCoverage(form.symbols[0] ?? null);
  const bars = barsOf(form);
  const offered: readonly Interval[] = RUN_INTERVALS.filter((interval) =>
    isStored(interval, form.symbols, instruments),
  );
  return (
    <Part title={t('labForm.market')}>
      <SymbolsField
        symbols={instruments.map(({ symbol }) => symbol)}
        chosen={form.symbols}
        onChange={(symbols) => change({ symbols })}
        fault={faultAt('symbols')}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={t('labForm.interval')}
          value={form.interval}
          options={withChosen(offered, form.interval).map((value) => ({ value, label: value }))}
          onChange={(interval) => change({ interval })}
          hint={bars === null ? undefined : t('labForm.bars', { count: bars })}
          fault={faultAt('interval')}
        />
        <InstantField
          label={t('labForm.from')}
          value={form.from}
          onChange={(from) => change({ from })}
          fault={faultAt('fromMs')}
        />
        <InstantField
          label={t('labForm.to')}
          value={form.to}
          onChange={(to) => change({ to })}
          fault={faultAt('toMs')}
        />
      </div>
      <QuickPicks coverage={coverage.data ?? null} onPick={change} />
      {form.symbols[0] && (
        <CoverageNote symbol={form.symbols[0]} coverage={coverage.data} isPending={coverage.isPending} />
      )}
    </Part>
  );
}

/** Candles of a length can be had when they are stored, or made of finer ones. */
const isStored = (interval: Interval, symbols: readonly string[], instruments: readonly Instrument[]): boolean =>
  instruments
    .filter(({ symbol }) => symbols.includes(symbol))
    .every(({ baseInterval }) => lengthMsOf(interval) >= lengthMsOf(baseInterval));

const withChosen = (offered: readonly Interval[], chosen: Interval): readonly Interval[] =>
  offered.includes(chosen) ? offered : [chosen, ...offered];

function barsOf({ from, to, interval }: Editing['form']): number | null {
  const [fromMs, toMs] = [fromField(from), fromField(to)];
  return fromMs === null || toMs === null || toMs <= fromMs ? null : Math.round((toMs - fromMs) / lengthMsOf(interval));
}

type InstantProps = { label: string; value: string; onChange: (text: string) => void; fault: string | null };

function InstantField({ label, value, onChange, fault }: InstantProps) {
  return (
    <Field
      type="datetime-local"
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      fault={fault}
      className="num min-w-0"
    />
  );
}

function QuickPicks({ coverage, onPick }: { coverage: Coverage | null; onPick: Editing['change'] }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('labForm.quick')} className="flex flex-wrap items-center gap-2">
      <span className="text-xs text-faint">{t('labForm.quick')}:</span>
      {PERIODS.map((period) => (
        <Button key={period} disabled={!coverage} onClick={() => coverage && onPick(pickPeriod(period, coverage))}>
          {t(`labForm.quickPick.${period}`)}
        </Button>
      ))}
    </div>
  );
}

type NoteProps = { symbol: string; coverage: Coverage | null | undefined; isPending: boolean };

function CoverageNote({ symbol, coverage, isPending }: NoteProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = coverage
    ? t('labForm.coverage', {
        symbol,
        from: formatDay(coverage.fromMs, language),
        to: formatDay(coverage.toMs, language),
      })
    : t(isPending ? 'labForm.coverageLoading' : 'labForm.coverageNone', { symbol });
  return (
    <p role="status" className="text-xs text-soft">
      {text} {coverage && coverage.gaps > 0 && t('labForm.coverageGaps', { count: coverage.gaps })}
    </p>
  );
}
