import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument, StrategyInfo } from '@orbiquant/contracts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { CostsPart } from './costs-part.tsx';
import { GoalPart } from './goal-part.tsx';
import { LuckPart } from './luck-part.tsx';
import { MarketPart } from './market-part.tsx';
import { searches, type RunForm } from './run-form.ts';
import { SearchPart } from './search-part.tsx';
import { StrategyPart } from './strategy-part.tsx';
import { useRunForm } from './use-run-form.ts';
import { WindowsPart } from './windows-part.tsx';

type Props = { first: RunForm; strategies: readonly StrategyInfo[]; instruments: readonly Instrument[] };

/** A run in plain words, from what to do to sending it. What was typed stays, whatever happens. */
export function RunFormView({ first, strategies, instruments }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLFormElement>(null);
  const { editing, submit, send, faults, elsewhere, tries } = useRunForm(first, strategies);
  const { form, change } = editing;
  useEffect(() => {
    if (tries > 0) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  return (
    <form
      ref={box}
      noValidate
      aria-label={t('labForm.title')}
      data-testid="lab-form"
      className="flex flex-col gap-4"
      onSubmit={(event) => (event.preventDefault(), submit())}
    >
      <GoalPart form={form} change={change} />
      <StrategyPart {...editing} strategies={strategies} />
      <MarketPart {...editing} instruments={instruments} />
      {searches(form.kind) && <SearchPart {...editing} />}
      {form.kind === 'walk-forward' && <WindowsPart {...editing} />}
      {form.kind === 'monte-carlo' && <LuckPart {...editing} />}
      <CostsPart {...editing} />
      {faults.length > 0 && (
        <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
          <p>{t('labForm.faults', { count: faults.length })}</p>
          {elsewhere.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      {send.isError && faults.length === 0 && <Problem error={send.error} />}
      <SubmitButton kind={form.kind} isPending={send.isPending} />
    </form>
  );
}

function SubmitButton({ kind, isPending }: { kind: RunForm['kind']; isPending: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <Button
      type="submit"
      variant="primary"
      className="min-h-11 self-start px-6 max-sm:w-full"
      disabled={!online || isPending}
      title={online ? undefined : t('common.offlineShort')}
    >
      {t(isPending ? 'labForm.sending' : `labForm.submit.${kind}`)}
    </Button>
  );
}
