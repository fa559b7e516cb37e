import { useState } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Instrument, LabOrder, LabRun, RuleVersion, StrategyInfo } from '@orbiquant/contracts';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { beginningOf } from './form/beginning-of.ts';
import { firstSymbol } from './form/first-form.ts';
import { useRuleVersions } from './rules/use-rules.ts';
import type { Prefill } from './form/prefill.ts';
import { RunFormView } from './form/run-form-view.tsx';
import { useCoverage, useInstruments, type Coverage } from './form/use-coverage.ts';
import { useRun, useStrategies } from './list/use-runs.ts';
import { NoPromise } from './parts/no-promise.tsx';
import { QUIET_LINK } from './parts/link-button.ts';
import { useLanguage } from './parts/use-language.ts';

const route = getRouteApi('/signed-in/lab/new');

/** A new run, from nothing, from a draft of this tab, from rules, or from an earlier run. */
export function NewRunPage() {
  const { t } = useTranslation();
  const { from, rules, version, ...changes } = route.useSearch();
  const start = { from, rules, version };
  return (
    <Page title={t(from ? 'labForm.titleFrom' : 'labForm.title')} lead={t('labForm.lead')}>
      <NoPromise />
      <Begun key={JSON.stringify(start)} start={start} changes={changes} />
    </Page>
  );
}

function Begun({ start, changes }: { start: Start; changes: Prefill }) {
  const { known, failed } = useKnown(start);
  if (failed) return <Failed failed={failed} isRepeat={(start.from ?? start.rules) !== undefined} />;
  return known ? <Prepared {...known} changes={changes} /> : <Pending heights={['9rem', '14rem', '14rem', '10rem']} />;
}

type Known = {
  strategies: readonly StrategyInfo[];
  instruments: readonly Instrument[];
  base: LabOrder | null;
  rules: LabOrder['rules'];
  coverage: Coverage | null;
};

/** What an address begins with: an earlier run, or a version of a rule set. */
type Start = { from: string | undefined; rules: string | undefined; version: number | undefined };

/** Everything that a form needs to begin with; null until all of it is there. */
function useKnown({ from, rules, version }: Start): { known: Known | null; failed: Asked | undefined } {
  const strategies = useStrategies();
  const instruments = useInstruments();
  const base = useRun(from);
  const versions = useRuleVersions(rules);
  const coverage = useCoverage(symbolOf(base.data, instruments.data));
  const asked: Asked[] = [strategies, instruments, base, versions, coverage].filter((one) => one.isEnabled);
  const isWhole = asked.every(({ data }) => data !== undefined);
  return {
    failed: asked.find(({ isError, data }) => isError && data === undefined),
    known: isWhole
      ? {
          strategies: strategies.data ?? [],
          instruments: instruments.data ?? [],
          base: base.data?.order ?? null,
          rules: versionOf(versions.data, version)?.rules,
          coverage: coverage.data ?? null,
        }
      : null,
  };
}

/** The named version, else the newest. */
const versionOf = (versions: readonly RuleVersion[] = [], named: number | undefined): RuleVersion | undefined =>
  versions.find(({ version }) => version === named) ?? versions[0];

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

function Prepared({ instruments, changes, ...known }: Known & { changes: Prefill }) {
  const language = useLanguage();
  const [{ first, strategies }] = useState(() =>
    beginningOf(known, { symbols: instruments.map(({ symbol }) => symbol), language, changes }),
  );
  return <RunFormView first={first} strategies={strategies} instruments={instruments} />;
}
