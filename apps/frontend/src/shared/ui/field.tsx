import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

type Props = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: string;
  fault?: string | null;
  adornment?: ReactNode;
};

/** A labelled input with its hint and its fault beside it. */
export function Field({ label, hint, fault, adornment, className = '', ...input }: Props) {
  const id = useId();
  const notes = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-soft">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          aria-invalid={fault ? true : undefined}
          {...(notes ? { 'aria-describedby': notes } : {})}
          className="h-10 w-full rounded-md border border-strong bg-surface px-3 text-ink placeholder:text-faint aria-invalid:border-bad pointer-coarse:h-11"
          {...input}
        />
        {adornment && <div className="absolute inset-y-0 right-1 flex items-center">{adornment}</div>}
      </div>
      <Note id={`${id}-hint`} text={hint} look="text-faint" />
      <Note id={`${id}-fault`} text={fault} look="text-bad" />
    </div>
  );
}

function Note({ id, text, look }: { id: string; text: string | null | undefined; look: string }) {
  return text ? (
    <p id={id} className={`mt-1 text-xs ${look}`}>
      {text}
    </p>
  ) : null;
}
