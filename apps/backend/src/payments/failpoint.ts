/** Points at which a test may have this process die, hang or fail: one before and one after everything that cannot be undone. */
export const FAILPOINTS = [
  'claim.committed',
  'step.before-commit',
  'step.committed',
  'call.before',
  'call.answered',
  'leave.committed',
  'event.before-commit',
  'event.committed',
  'request.before-commit',
  'request.committed',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** What is to happen when a point is reached for the nth time. */
export type Failure = { point: string; action: 'crash' | 'hang' | 'error'; nth: number };

/** Reads `point:crash|hang|error@n`; null for anything else. */
export function parseFailure(text: string | undefined): Failure | null {
  const match = /^([a-z.-]+):(crash|hang|error)@(\d+)$/.exec(text ?? '');
  if (!match) return null;
  return { point: match[1] ?? '', action: match[2] as Failure['action'], nth: Number(match[3]) };
}

/** Passes a point; usually nothing happens. */
export type Fail = (point: Failpoint) => Promise<void>;

/** No failures: what production runs with. */
export const neverFails: Fail = async () => undefined;

/** Fails as asked for, once; everything else passes. */
export function failsAt({ point, action, nth }: Failure): Fail {
  let passed = 0;
  return async (reached) => {
    if (reached !== point || ++passed !== nth) return;
    if (action === 'crash') process.kill(process.pid, 'SIGKILL');
    if (action === 'error') throw new Error(`failed on purpose at ${point}`);
    // a process that hangs does not answer signals of its supervisor either
    process.kill(process.pid, 'SIGSTOP');
    await new Promise((resolve) => setImmediate(resolve));
  };
}
