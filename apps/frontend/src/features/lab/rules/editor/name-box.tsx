import { useState } from 'react';
import { Field } from '../../../../shared/ui/field.tsx';
import { useRuleEditing } from './rule-editing.ts';

type Props = { path: string; label: string; className?: string };

/** The name of a line or a parameter. It changes when the field is left, so that everything that reads it follows once. */
export function NameBox({ path, label, className = '' }: Props) {
  const { at, rename, faultAt } = useRuleEditing();
  const name = at(`${path}.name`);
  const known = typeof name === 'string' ? name : '';
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (): void => {
    if (typed !== null && typed.trim() !== known) rename(path, typed.trim());
    setTyped(null);
  };
  return (
    <Field
      label={label}
      autoComplete="off"
      spellCheck={false}
      className={className}
      value={typed ?? known}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={leave}
      onKeyDown={({ key }) => (key === 'Enter' ? leave() : undefined)}
      fault={faultAt(`${path}.name`)}
    />
  );
}
