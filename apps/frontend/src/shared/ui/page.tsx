import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode; wide?: boolean };

/** A screen: its one heading, what it is for, its content. */
export function Page({ title, lead, actions, children, wide = false }: Props) {
  useTitle(title);
  return (
    <div className={`mx-auto flex w-full flex-col gap-4 px-4 py-5 sm:px-6 ${wide ? 'max-w-[1600px]' : 'max-w-6xl'}`}>
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lead && <div className="mt-0.5 text-soft">{lead}</div>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
