import type { ReactNode } from 'react';

/** Why there is nothing here, and what can be done. */
export function Empty({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <p className="font-semibold">{title}</p>
      <p className="max-w-prose text-soft">{text}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
