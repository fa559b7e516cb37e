import { useTranslation } from 'react-i18next';
import { Field } from '../../../../shared/ui/field.tsx';
import { Part } from '../../form/part.tsx';
import { slug } from '../draft/slug.ts';
import { textOf } from '../draft/json.ts';
import { Choice } from './choice.tsx';
import { NumberBox } from './number-box.tsx';
import { useRuleEditing } from './rule-editing.ts';

const SIZES = ['equity-fraction', 'risk-fraction', 'notional', 'quantity'] as const;
type Size = (typeof SIZES)[number];
const isSize = (text: string): text is Size => SIZES.some((size) => size === text);
/** Values to begin with: all of the account, one percent at risk, a thousand, one. */
const USUAL: Readonly<Record<Size, number>> = {
  'equity-fraction': 1,
  'risk-fraction': 0.01,
  notional: 1_000,
  quantity: 1,
};

/** What the rules are called and what they are about. */
export function HeadPart() {
  const { t } = useTranslation();
  const { rules, set, faultAt } = useRuleEditing();
  const name = textOf(rules, 'name');
  return (
    <Part title={t('ruleEditor.head')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('ruleEditor.name')}
          hint={t('ruleEditor.nameHint')}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={({ target }) => set('name', target.value)}
          onBlur={() => set('name', slug(name))}
          fault={faultAt('name')}
        />
        <Field
          label={t('ruleEditor.description')}
          autoComplete="off"
          value={textOf(rules, 'description')}
          onChange={({ target }) => set('description', target.value === '' ? undefined : target.value)}
          fault={faultAt('description')}
        />
      </div>
    </Part>
  );
}

/** How much an entry stakes, and how long to wait after a position. */
export function SizingPart() {
  const { t } = useTranslation();
  const { at, set, faultAt } = useRuleEditing();
  const kind = textOf(at('sizing'), 'kind');
  const choose = (next: string): void => set('sizing', isSize(next) ? { kind: next, value: USUAL[next] } : undefined);
  return (
    <Part title={t('ruleEditor.sizing')}>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Choice
          label={t('ruleEditor.sizeKind')}
          value={kind}
          groups={[{ options: SIZES.map((size) => ({ value: size, label: t(`ruleEditor.sizes.${size}`) })) }]}
          onChange={choose}
          fault={faultAt('sizing', 'sizing.kind')}
        />
        <NumberBox
          path="sizing.value"
          label={t('ruleEditor.sizeValue')}
          {...(isSize(kind) ? { hint: t(`ruleEditor.sizeHints.${kind}`) } : {})}
        />
        <NumberBox
          path="cooldownBars"
          label={t('ruleEditor.cooldown')}
          hint={t('ruleEditor.cooldownHint')}
          isOptional
        />
      </div>
    </Part>
  );
}
