import { useEffect, useMemo } from 'react';
import { paced } from './paced.ts';

/** Fetching afresh what news make stale: often enough to look live, seldom enough for the limits of the house. */
const EVERY_MS = 3_000;

/** A function that may be called with every piece of news, and runs `run` at most every three seconds. */
export function usePaced(run: () => void): () => void {
  const { ask, stop } = useMemo(() => paced(run, EVERY_MS), [run]);
  useEffect(() => stop, [stop]);
  return ask;
}
