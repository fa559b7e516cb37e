import type { ReactNode } from 'react';
import { Pending } from './pending.tsx';
import { Problem } from './problem.tsx';

/** A question to the server as a screen sees it. */
type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; isError: boolean; refetch: () => unknown };

type Props<T> = { of: Asked<T>; heights: readonly string[]; className?: string; children: (data: T) => ReactNode };

/** What was asked for: its place while it loads, what went wrong, and what is known, also when it is no longer fresh. */
export function Loaded<T>({ of: asked, heights, className = '', children }: Props<T>) {
  return (
    <>
      {asked.isPending && <Pending heights={heights} className={className} />}
      {asked.isError && <Problem error={asked.error} retry={asked.refetch} />}
      {asked.data !== undefined && children(asked.data)}
    </>
  );
}
