import { useId, type InputHTMLAttributes } from 'react';

type Props = InputHTMLAttributes<HTMLInputElement> & { label: string; fault?: string | null };

/** An input inside a row that reads as a sentence: its label is spoken, not shown. */
export function QuietInput({ label, fault, className = '', ...input }: Props) {
  const id = useId();
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={fault ? true : undefined}
        {...(fault ? { 'aria-describedby': `${id}-fault` } : {})}
        className="h-10 w-full rounded-md border border-strong bg-surface px-3 text-ink aria-invalid:border-bad pointer-coarse:h-11"
        {...input}
      />
      {fault && (
        <p id={`${id}-fault`} className="mt-1 text-xs text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}
