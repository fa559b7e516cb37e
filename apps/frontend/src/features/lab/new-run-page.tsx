import { useState } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Instrument, LabOrder, LabRun, StrategyInfo } from '@orbiquant/contracts';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { readDraft } from './form/draft.ts';
import { firstForm, firstSymbol } from './form/first-form.ts';
import { formOf } from './form/form-of.ts';
import { prefilled, type Prefill } from './form/prefill.ts';
import type { RunForm } from './form/run-form.ts';
import { RunFormView } from './form/run-form-view.tsx';
import { useCoverage, useInstruments, type Coverage } from './form/use-coverage.ts';
import { useRun, useStrategies } from './list/use-runs.ts';
import { NoPromise } from './parts/no-promise.tsx';
import { QUIET_LINK } from './parts/link-button.ts';
import { useLanguage } from './parts/use-language.ts';

const route = getRouteApi('/signed-in/lab/new');

/** A new run, from nothing, from a draft of this tab, or from an earlier run. */
export function NewRunPage() {
  const { t } = useTranslation();
  const { from, ...changes } = route.useSearch();
  const { known, failed } = useKnown(from);
  return (
    <Page title={t(from ? 'labForm.titleFrom' : 'labForm.title')} lead={t('labForm.lead')}>
      <NoPromise />
      {failed && <Failed failed={failed} isRepeat={from !== undefined} />}
      {!failed && !known && <Pending heights={['9rem', '14rem', '14rem', '10rem']} />}
      {known && <Prepared key={from ?? 'new'} {...known} changes={changes} />}
    </Page>
  );
}

type Known = {
  strategies: readonly StrategyInfo[];
  instruments: readonly Instrument[];
  base: LabOrder | null;
  coverage: Coverage | null;
};

/** Everything that a form needs to begin with; null until all of it is there. */
function useKnown(from: string | undefined): { known: Known | null; failed: Asked | undefined } {
  const strategies = useStrategies();
  const instruments = useInstruments();
  const base = useRun(from);
  const coverage = useCoverage(symbolOf(base.data, instruments.data));
  const asked: Asked[] = [strategies, instruments, ...(from ? [base] : []), ...(coverage.isEnabled ? [coverage] : [])];
  const isWhole = asked.every(({ data }) => data !== undefined);
  return {
    failed: asked.find(({ isError, data }) => isError && data === undefined),
    known: isWhole ? knownOf(strategies.data, instruments.data, { base: base.data, coverage: coverage.data }) : null,
  };
}

type Begun = { base: LabRun | undefined; coverage: Coverage | null | undefined };

const knownOf = (
  strategies: readonly StrategyInfo[] = [],
  instruments: readonly Instrument[] = [],
  { base, coverage }: Begun,
): Known => ({ strategies, instruments, base: base?.order ?? null, coverage: coverage ?? null });

const symbolOf = (base: LabRun | undefined, instruments: readonly Instrument[] = []): string | null =>
  base?.order.symbols[0] ?? firstSymbol(instruments.map(({ symbol }) => symbol));

function Failed({ failed, isRepeat }: { failed: Asked; isRepeat: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Problem error={failed.error} retry={failed.refetch} />
      {isRepeat && (
        <Link to="/lab/new" className={`${QUIET_LINK} self-start`}>
          {t('lab.newRun')}
        </Link>
      )}
    </>
  );
}

type Asked = { data: unknown; error: unknown; isError: boolean; refetch: () => unknown };

function Prepared({ strategies, instruments, base, coverage, changes }: Known & { changes: Prefill }) {
  const language = useLanguage();
  const [first] = useState(() => {
    const known = { strategies, symbols: instruments.map(({ symbol }) => symbol), language };
    const hasChanges = Object.values(changes).some((change) => change !== undefined);
    const blank = (): RunForm => {
      const fresh = firstForm(known);
      return hasChanges ? fresh : (readDraft(fresh) ?? fresh);
    };
    const form = base ? formOf(base, known) : blank();
    const period = form.from === '' && form.to === '' ? ('all' as const) : undefined;
    return prefilled(form, { ...changes, period: changes.period ?? period }, { strategies, coverage, language });
  });
  return <RunFormView first={first} strategies={strategies} instruments={instruments} />;
}
