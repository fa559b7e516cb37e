import { useId } from 'react';

type Option<T extends string> = { value: T; label: string };
type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  hint?: string | undefined;
  fault?: string | null;
  className?: string;
};

/** One of several, by name. */
export function SelectField<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  fault,
  className = '',
}: Props<T>) {
  const id = useId();
  const notes = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-soft">
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={fault ? true : undefined}
        {...(notes ? { 'aria-describedby': notes } : {})}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="h-10 w-full rounded-md border border-strong bg-surface px-2 text-ink aria-invalid:border-bad pointer-coarse:h-11"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-faint">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="mt-1 text-xs text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
