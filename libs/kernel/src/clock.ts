/** Time is injected, so that a backtest, a test and production run the same code. */
export interface Clock {
  /** Epoch milliseconds, UTC. May jump when the machine's clock is set. */
  nowMs(): number;
  /** Monotonic milliseconds from an arbitrary start; only differences mean something. */
  monoMs(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monoMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};
