import { useState } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Instrument, LabOrder, StrategyInfo } from '@orbiquant/contracts';
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
  const strategies = useStrategies();
  const instruments = useInstruments();
  const base = useRun(from);
  const symbols = (instruments.data ?? []).map(({ symbol }) => symbol);
  const symbol = base.data?.order.symbols[0] ?? firstSymbol(symbols);
  const coverage = useCoverage(symbol);
  const asked = [strategies, instruments, ...(from ? [base] : []), ...(symbol ? [coverage] : [])];
  const failed = asked.find(({ isError, data }) => isError && data === undefined);
  return (
    <Page title={t(from ? 'labForm.titleFrom' : 'labForm.title')} lead={t('labForm.lead')}>
      <NoPromise />
      {failed && <Problem error={failed.error} retry={failed.refetch} />}
      {failed && from && (
        <Link to="/lab/new" className={`${QUIET_LINK} self-start`}>
          {t('lab.newRun')}
        </Link>
      )}
      {!failed && asked.some(({ data }) => data === undefined) && <Pending heights={['9rem', '14rem', '14rem', '10rem']} />}
      {asked.every(({ data }) => data !== undefined) && (
        <Prepared
          key={from ?? 'new'}
          strategies={strategies.data ?? []}
          instruments={instruments.data ?? []}
          base={from ? (base.data?.order ?? null) : null}
          coverage={coverage.data ?? null}
          changes={changes}
        />
      )}
    </Page>
  );
}

type PreparedProps = {
  strategies: readonly StrategyInfo[];
  instruments: readonly Instrument[];
  base: LabOrder | null;
  coverage: Coverage | null;
  changes: Prefill;
};

function Prepared({ strategies, instruments, base, coverage, changes }: PreparedProps) {
  const language = useLanguage();
  const [first] = useState(() => {
    const known = { strategies, symbols: instruments.map(({ symbol }) => symbol), language };
    const hasChanges = Object.values(changes).some((change) => change !== undefined);
    const blank = (): RunForm => {
      const fresh = firstForm(known);
      return hasChanges ? fresh : (readDraft(fresh) ?? fresh);
    };
    const form = base ? formOf(base, known) : blank();
    const strategy = strategies.find(({ name }) => name === form.strategy);
    const period = form.from === '' && form.to === '' ? ('all' as const) : undefined;
    return prefilled(form, { period, ...changes }, { strategy, coverage, language });
  });
  return <RunFormView first={first} strategies={strategies} instruments={instruments} />;
}
