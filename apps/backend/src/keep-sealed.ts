import { sealTransfers } from '@orbiquant/ledger-store';
import type { Deps } from './deps.ts';

const EVERY_MS = 500;

/**
 * Chains what has been booked, again and again, until `signal` aborts, and once more at the end. A transfer is thus open
 * to unseen alteration for about as long as a person needs to blink; nobody who books has to wait for the chain.
 */
export async function keepSealed({ db, clock, log }: Deps, signal: AbortSignal): Promise<void> {
  let complaint = '';
  const seal = async (): Promise<void> => {
    const trouble = await sealTransfers(db).then(
      () => '',
      (error: unknown) => String(error),
    );
    if (trouble && trouble !== complaint) log.warn({ code: 'seal-waits' }, trouble);
    complaint = trouble;
  };
  while (!signal.aborted) {
    await seal();
    await clock.sleep(EVERY_MS, signal);
  }
  await seal();
}
