import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../../shared/ui/field.tsx';
import { readNumber, writeNumber } from '../../parts/read-number.ts';
import { useLanguage } from '../../parts/use-language.ts';
import { textOf, type Json } from '../draft/json.ts';
import { Choice, type OptionGroup } from './choice.tsx';
import { QuietInput } from './quiet-input.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Props = {
  path: string;
  label: string;
  hint?: string;
  isQuiet?: boolean;
  /** Whether a declared parameter may stand for it. */
  mayVary?: boolean;
  /** Whether it may be left out. */
  isOptional?: boolean;
  className?: string;
};

/** A number, or the parameter that stands for it where there is one. */
export function NumberBox({ mayVary = true, ...box }: Props) {
  const { at, parameters } = useRuleEditing();
  if (isParameter(at(box.path))) return <VariedNumber {...box} />;
  if (!mayVary || parameters.length === 0) return <TypedNumber {...box} />;
  return <EitherNumber {...box} />;
}

type Box = Omit<Props, 'mayVary'>;

const isParameter = (value: Json | undefined): boolean => typeof value === 'object' && value !== null;

/** A number beside the choice of a parameter for it. */
function EitherNumber(box: Box) {
  const { t } = useTranslation();
  const { set } = useRuleEditing();
  return (
    <div className={`flex min-w-0 gap-2 ${box.className ?? ''}`}>
      <TypedNumber {...box} className="min-w-0 flex-1" />
      <Choice
        label={t('ruleEditor.fromParameter', { label: box.label })}
        isQuiet
        value={FIXED}
        className={`w-24 shrink-0 ${box.isQuiet ? '' : 'pt-5'}`}
        groups={useKinds()}
        onChange={(next) => set(box.path, next === FIXED ? 1 : { parameter: next.slice(VARIED.length) })}
      />
    </div>
  );
}

/** The parameter that stands for a number. */
function VariedNumber({ path, label, isQuiet = false, className = '' }: Box) {
  const { at, set, parameters, faultAt } = useRuleEditing();
  const name = textOf(at(path), 'parameter');
  const usual = at(`parameters[${parameters.indexOf(name)}].default`) ?? 1;
  return (
    <Choice
      label={label}
      isQuiet={isQuiet}
      value={`${VARIED}${name}`}
      className={className}
      groups={useKinds()}
      onChange={(next) => set(path, next === FIXED ? usual : { parameter: next.slice(VARIED.length) })}
      fault={faultAt(path, `${path}.parameter`)}
    />
  );
}

const FIXED = 'number';
const VARIED = 'parameter:';

function useKinds(): OptionGroup[] {
  const { t } = useTranslation();
  const { parameters } = useRuleEditing();
  return [
    { options: [{ value: FIXED, label: t('ruleEditor.fixed') }] },
    { label: t('ruleEditor.parameters'), options: parameters.map((name) => ({ value: VARIED + name, label: name })) },
  ];
}

function TypedNumber({ path, label, hint, isQuiet = false, isOptional = false, className = '' }: Box) {
  const language = useLanguage();
  const { at, set, faultAt } = useRuleEditing();
  const value = at(path);
  const [typed, setTyped] = useState('');
  const Box = isQuiet ? QuietInput : Field;
  return (
    <Box
      label={label}
      {...(hint && !isQuiet ? { hint } : {})}
      inputMode="decimal"
      autoComplete="off"
      className={`num ${className}`}
      value={shownAs(value, typed, language)}
      onChange={({ target }) => {
        setTyped(target.value);
        set(path, target.value.trim() === '' && isOptional ? undefined : readNumber(target.value, language));
      }}
      fault={faultAt(path)}
    />
  );
}

/** What was typed while it means what stands there, else that: half a number is no other number. */
function shownAs(value: Json | undefined, typed: string, language: string): string {
  const read = readNumber(typed, language);
  if (typeof value === 'number') return read === value ? typed : writeNumber(value, language);
  if (typeof value === 'string') return value;
  return read === null ? typed : '';
}
