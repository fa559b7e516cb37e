import type { ButtonHTMLAttributes } from 'react';

type Variant = 'primary' | 'quiet' | 'ghost' | 'danger';

const LOOKS: Record<Variant, string> = {
  primary: 'bg-accent text-accent-ink hover:brightness-110 border-transparent',
  quiet: 'bg-surface text-ink border-line hover:border-strong hover:bg-raised',
  ghost: 'bg-transparent text-soft border-transparent hover:bg-raised hover:text-ink',
  danger: 'bg-bad-wash text-bad border-bad/40 hover:border-bad',
};

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { variant?: Variant };

/** The one button of the house. */
export function Button({ variant = 'quiet', className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      className={`inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md border px-3 py-1 font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50 pointer-coarse:min-h-11 ${LOOKS[variant]} ${className}`}
      {...rest}
    />
  );
}
