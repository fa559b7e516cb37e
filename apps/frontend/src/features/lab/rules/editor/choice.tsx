import { useId } from 'react';

export type Option = { value: string; label: string };
export type OptionGroup = { label?: string; options: readonly Option[] };

type Props = {
  label: string;
  value: string;
  groups: readonly OptionGroup[];
  onChange: (value: string) => void;
  /** In a row that reads as a sentence the label is spoken, not shown. */
  isQuiet?: boolean;
  hint?: string | undefined;
  fault?: string | null;
  className?: string;
};

const LOOK =
  'h-10 w-full min-w-0 rounded-md border border-strong bg-surface px-2 text-ink aria-invalid:border-bad pointer-coarse:h-11';

/** One of several in groups. What stands there and is none of them is shown as it is, and stays until another is chosen. */
export function Choice({ label, value, groups, onChange, isQuiet = false, hint, fault, className = '' }: Props) {
  const id = useId();
  const notes = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const labelLook = isQuiet ? 'sr-only' : 'mb-1 block text-xs font-medium text-soft';
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className={labelLook}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={fault ? true : undefined}
        {...(notes ? { 'aria-describedby': notes } : {})}
        onChange={({ target }) => onChange(target.value)}
        className={LOOK}
      >
        <Unknown value={value} groups={groups} />
        {groups.map((group, at) => (
          <Group key={group.label ?? at} {...group} />
        ))}
      </select>
      <Note id={`${id}-hint`} text={hint} look="text-faint" />
      <Note id={`${id}-fault`} text={fault} look="text-bad" />
    </div>
  );
}

function Group({ label, options }: OptionGroup) {
  const shown = options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
  return label === undefined ? <>{shown}</> : <optgroup label={label}>{shown}</optgroup>;
}

/** What stands there where it is none of the choices. */
function Unknown({ value, groups }: { value: string; groups: readonly OptionGroup[] }) {
  const isKnown = groups.some(({ options }) => options.some((option) => option.value === value));
  return isKnown ? null : <option value={value}>{value === '' ? '—' : value}</option>;
}

function Note({ id, text, look }: { id: string; text: string | null | undefined; look: string }) {
  return text ? (
    <p id={id} className={`mt-1 text-xs ${look}`}>
      {text}
    </p>
  ) : null;
}
