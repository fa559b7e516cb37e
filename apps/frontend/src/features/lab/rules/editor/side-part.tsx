import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../shared/ui/button.tsx';
import { Part, PartFault } from '../../form/part.tsx';
import { beginCondition } from '../draft/forms.ts';
import { ConditionBox } from './condition-box.tsx';
import { DistanceBox } from './distance-box.tsx';
import { NumberBox } from './number-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Side = 'long' | 'short';

/** One side of the rules: when to enter, and how to leave. */
export function SidePart({ side }: { side: Side }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const entry = `entries.${side}`;
  const isOn = at(entry) !== undefined;
  const hasExits = at(`exits.${side}`) !== undefined;
  const begin = (): void => set(entry, beginCondition('all', undefined, series));
  return (
    <Part
      title={t(`ruleEditor.sides.${side}`)}
      lead={t(isOn ? `ruleEditor.sideLead.${side}` : `ruleEditor.sideOff.${side}`)}
      actions={
        isOn ? (
          <Button variant="ghost" onClick={() => set(entry, undefined)}>
            <Trash2 aria-hidden size={15} />
            {t('ruleEditor.dropSide')}
          </Button>
        ) : (
          <Button onClick={begin}>
            <Plus aria-hidden size={15} />
            {t(`ruleEditor.addSide.${side}`)}
          </Button>
        )
      }
    >
      {isOn && <ConditionBox path={entry} part="entry" label={t(`ruleEditor.entryOf.${side}`)} />}
      {side === 'long' && <PartFault text={faultAt('entries')} />}
      {(isOn || hasExits) && <Leaving side={side} />}
    </Part>
  );
}

/** How a position of a side ends: whichever comes first. */
function Leaving({ side }: { side: Side }) {
  const { t } = useTranslation();
  const { at, set, faultAt, series } = useRuleEditing();
  const path = `exits.${side}`;
  const when = `${path}.when`;
  const hasWhen = at(when) !== undefined;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h3 className="font-semibold">{t(`ruleEditor.leave.${side}`)}</h3>
          <p className="text-soft">{t('ruleEditor.leaveLead')}</p>
        </div>
        <Button
          variant={hasWhen ? 'ghost' : 'quiet'}
          onClick={() => set(when, hasWhen ? undefined : beginCondition('compare', undefined, series))}
        >
          {hasWhen ? <Trash2 aria-hidden size={15} /> : <Plus aria-hidden size={15} />}
          {t(hasWhen ? 'ruleEditor.dropWhen' : 'ruleEditor.addWhen')}
        </Button>
      </div>
      {hasWhen && <ConditionBox path={when} part="exit" label={t(`ruleEditor.exitOf.${side}`)} />}
      {(['stop', 'target', 'trail'] as const).map((name) => (
        <DistanceBox key={name} path={`${path}.${name}`} name={name} />
      ))}
      <NumberBox
        path={`${path}.barsMax`}
        label={t('ruleEditor.barsMax')}
        hint={t('ruleEditor.barsMaxHint')}
        isOptional
        className="max-w-64"
      />
      <PartFault text={faultAt(path)} />
    </div>
  );
}
