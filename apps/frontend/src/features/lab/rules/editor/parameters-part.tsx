import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../shared/ui/button.tsx';
import { IconButton } from '../../../../shared/ui/icon-button.tsx';
import { Part, PartFault } from '../../form/part.tsx';
import { freeName } from '../draft/forms.ts';
import { listOf, textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { NameBox } from './name-box.tsx';
import { NumberBox } from './number-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

const BOUNDS = ['min', 'max', 'default'] as const;

/** Numbers with a name, which an optimiser may turn. */
export function ParametersPart() {
  const { t } = useTranslation();
  const { at, set, faultAt, series, parameters } = useRuleEditing();
  const list = listOf(at('parameters'));
  const add = (): void =>
    set(`parameters[${list.length}]`, {
      name: freeName('parameter', [...series, ...parameters]),
      kind: 'integer',
      min: 2,
      max: 200,
      default: 20,
    });
  return (
    <Part title={t('ruleEditor.parameters')} lead={t('ruleEditor.parametersLead')}>
      {list.length > 0 && (
        <ul className="flex flex-col gap-3">
          {list.map((one, k) => (
            <Row key={k} path={`parameters[${k}]`} name={textOf(one, 'name') || String(k + 1)} />
          ))}
        </ul>
      )}
      <PartFault text={faultAt('parameters')} />
      <Button className="self-start" onClick={add}>
        <Plus aria-hidden size={15} />
        {t('ruleEditor.addParameter')}
      </Button>
    </Part>
  );
}

function Row({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation();
  const { at, set, faultAt } = useRuleEditing();
  return (
    <li className="rounded-lg border border-line p-3">
      <div role="group" aria-label={t('ruleEditor.parameterNamed', { name })} className="flex items-start gap-3">
        <div className="grid flex-1 grid-cols-2 items-start gap-3 sm:grid-cols-5">
          <NameBox path={path} label={t('ruleEditor.name')} />
          <Choice
            label={t('ruleEditor.parameterKind')}
            value={textOf(at(path), 'kind')}
            groups={[
              {
                options: (['integer', 'number'] as const).map((kind) => ({
                  value: kind,
                  label: t(`ruleEditor.parameterKinds.${kind}`),
                })),
              },
            ]}
            onChange={(kind) => set(`${path}.kind`, kind)}
          />
          {BOUNDS.map((bound) => (
            <NumberBox key={bound} path={`${path}.${bound}`} label={t(`ruleEditor.${bound}`)} mayVary={false} />
          ))}
        </div>
        <IconButton
          label={t('ruleEditor.removeOf', { label: name })}
          onClick={() => set(path, undefined)}
          className="mt-6"
        >
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </div>
      <PartFault text={faultAt(path)} />
    </li>
  );
}
