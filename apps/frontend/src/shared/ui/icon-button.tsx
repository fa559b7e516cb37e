import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: ReactNode };

/** A button that shows an icon only; its name is spoken and shown on hover. */
export function IconButton({ label, className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft transition-colors hover:bg-raised hover:text-ink disabled:opacity-40 aria-pressed:bg-accent-wash aria-pressed:text-accent pointer-coarse:size-11 ${className}`}
      {...rest}
    />
  );
}
