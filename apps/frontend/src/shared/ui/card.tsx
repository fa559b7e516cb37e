import { useId, type ReactNode } from 'react';
import { TileBoundary } from './tile-boundary.tsx';

type Props = { title?: string; actions?: ReactNode; children: ReactNode; className?: string; flush?: boolean };

/** A part of a screen with its own heading; when it fails, the rest of the screen goes on. */
export function Card({ title, actions, children, className = '', flush = false }: Props) {
  const id = useId();
  return (
    <section
      {...(title ? { 'aria-labelledby': id } : {})}
      className={`min-w-0 rounded-xl border border-line bg-surface ${className}`}
    >
      {title && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2">
          <h2 id={id} className="text-[0.95rem] font-semibold tracking-tight">
            {title}
          </h2>
          {actions}
        </header>
      )}
      <div className={flush ? '' : `px-4 pb-4 ${title ? 'pt-1' : 'pt-4'}`}>
        <TileBoundary>{children}</TileBoundary>
      </div>
    </section>
  );
}
