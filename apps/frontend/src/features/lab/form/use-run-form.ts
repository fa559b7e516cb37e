import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrategyInfo } from '@orbiquant/contracts';
import { useLanguage } from '../parts/use-language.ts';
import { dropDraft, keepDraft } from './draft.ts';
import type { Editing } from './editing.ts';
import { faultText } from './fault-text.ts';
import type { Fault } from './fault.ts';
import { orderOf } from './order-of.ts';
import { faultsOf, homeless } from './place-faults.ts';
import { readyFor } from './ready-for.ts';
import type { RunForm } from './run-form.ts';
import { shownFields } from './shown-fields.ts';
import { stillTrue } from './typed-for.ts';
import { useOrderRun } from './use-order-run.ts';

/** The state of the form: what was typed, what is wrong with it by us and by the server, and sending it. */
export function useRunForm(first: RunForm, strategies: readonly StrategyInfo[]) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [form, setForm] = useState(first);
  const [tries, setTries] = useState(0);
  const [told, setTold] = useState<{ faults: Fault[]; about: RunForm }>({ faults: [], about: first });
  const send = useOrderRun();
  const ordered = orderOf(form, { strategies, language });
  const ours = tries === 0 || ordered.ok ? [] : ordered.faults;
  const faults = [...ours, ...stillTrue(told.faults, told.about, form)];
  const change = (part: Partial<RunForm>): void => {
    const typed = { ...form, ...part };
    const next = part.kind ? readyFor(typed, { strategies, language }) : typed;
    setForm(next);
    keepDraft(next);
  };
  const submit = (): void => {
    setTries(tries + 1);
    setTold({ faults: [], about: form });
    if (!ordered.ok) return;
    send.mutate(ordered.order, {
      onSuccess: dropDraft,
      onError: (error) => {
        setTold({ faults: faultsOf(error), about: form });
        setTries((before) => before + 1);
      },
    });
  };
  const editing: Editing = {
    form,
    change,
    strategy: strategies.find(({ name }) => name === form.strategy),
    faultAt: (field) => {
      const fault = faults.find((one) => one.field === field);
      return fault ? faultText(t, fault) : null;
    },
  };
  const elsewhere = homeless(faults, shownFields(form)).map((fault) => faultText(t, fault));
  return { editing, submit, send, faults, elsewhere, tries };
}
