import { AppError } from '@orbiquant/kernel';

/** The steps between which a crash has been thought through, in the order of an order's life. */
export const FAILPOINTS = ['after-intent', 'before-send', 'after-send', 'after-ack'] as const;

/**
 * `name:crash` kills the process there as a power cut would; `name:error` throws. For crash tests only.
 *
 * @param setting  The FAILPOINT setting; left out, every step is passed.
 * @param kill     What ends the process.
 */
export function failpoints(setting: string | undefined, kill: () => void): (name: string) => Promise<void> {
  const [at, how] = setting?.split(':') ?? [];
  return async (name) => {
    if (name !== at) return;
    if (how === 'crash') kill();
    throw new AppError('internal', `Failpoint ${name}`);
  };
}
