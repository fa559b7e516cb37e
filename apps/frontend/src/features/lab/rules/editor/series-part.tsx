import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../shared/ui/button.tsx';
import { IconButton } from '../../../../shared/ui/icon-button.tsx';
import { Part, PartFault } from '../../form/part.tsx';
import { beginSeries, formIn, freeName, SERIES_FORMS, type SeriesForm } from '../draft/forms.ts';
import { listOf, textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { NameBox } from './name-box.tsx';
import { useRuleEditing } from './rule-editing.ts';
import { SeriesFields } from './series-fields.tsx';

/** The lines that conditions read: indicators, prices, numbers, and what comes of two of them. */
export function SeriesPart() {
  const { t } = useTranslation();
  const { at, set, faultAt, series, parameters } = useRuleEditing();
  const list = listOf(at('series'));
  const add = (): void =>
    set(`series[${list.length}]`, beginSeries('indicator', freeName('series', [...series, ...parameters])));
  return (
    <Part title={t('ruleEditor.lines')} lead={t('ruleEditor.linesLead')}>
      <ul className="flex flex-col gap-3">
        {list.map((one, k) => (
          <SeriesRow key={k} path={`series[${k}]`} name={textOf(one, 'name') || String(k + 1)} />
        ))}
      </ul>
      <PartFault text={faultAt('series')} />
      <Button className="self-start" onClick={add}>
        <Plus aria-hidden size={15} />
        {t('ruleEditor.addLine')}
      </Button>
    </Part>
  );
}

function SeriesRow({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt } = useRuleEditing();
  const value = at(path);
  const form = formIn(value, SERIES_FORMS);
  return (
    <li className="rounded-lg border border-line p-3">
      <div role="group" aria-label={t('ruleEditor.lineNamed', { name })} className="flex flex-col gap-3">
        <div className="flex items-start gap-3">
          <NameBox path={path} label={t('ruleEditor.name')} className="min-w-0 flex-1 sm:max-w-52" />
          <Choice
            label={t('ruleEditor.lineKind')}
            value={form ?? ''}
            groups={[{ options: SERIES_FORMS.map((one) => ({ value: one, label: t(`ruleEditor.lineKinds.${one}`) })) }]}
            onChange={(next) => set(path, beginSeries(next as SeriesForm, textOf(value, 'name')))}
            className="flex-1 sm:max-w-52"
          />
          <IconButton
            label={t('ruleEditor.removeOf', { label: name })}
            onClick={() => set(path, undefined)}
            className="mt-6 ml-auto"
          >
            <Trash2 aria-hidden size={15} />
          </IconButton>
        </div>
        {form ? <SeriesFields path={path} form={form} /> : <p className="text-soft">{t('ruleEditor.unreadable')}</p>}
        <PartFault text={faultAt(path)} />
      </div>
    </li>
  );
}
