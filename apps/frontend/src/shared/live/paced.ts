/**
 * Runs something at once, then at most once in so many milliseconds however often it is asked to: a market that is replayed
 * fast, or a busy account, says so many times a second that what it says is stale. What was asked for is never lost: the last
 * wish is served when the time is over. `stop` forgets it.
 */
export function paced(run: () => void, everyMs: number): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsked = false;
  const serve = (): void => {
    isAsked = false;
    run();
    timer = setTimeout(() => {
      timer = null;
      if (isAsked) serve();
    }, everyMs);
  };
  return {
    ask: () => {
      isAsked = true;
      if (timer === null) serve();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isAsked = false;
    },
  };
}
