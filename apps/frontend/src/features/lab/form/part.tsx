import { useId, type ReactNode } from 'react';

/** A part of the form under its own heading. */
export function Part({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <h2 id={id} className="text-[0.95rem] font-semibold tracking-tight">
            {title}
          </h2>
          {lead && <p className="text-soft">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** What is wrong with a part that has no single field. */
export function PartFault({ text }: { text: string | null }) {
  return text ? (
    <p role="alert" className="text-xs text-bad">
      {text}
    </p>
  ) : null;
}
