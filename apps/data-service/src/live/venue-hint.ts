import { MarketMode } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import { z } from 'zod';

/** What a simulated venue says of itself; nothing but the label on figures depends on it. */
const VenueHint = z.object({ mode: MarketMode, finished: z.boolean() });
export type VenueHint = z.output<typeof VenueHint>;

const EVERY_MS = 1_000;

/** Asks the paper exchange now and then what kind of market it runs; null while it does not say. */
export function watchVenueHint(
  address: { url: string; adminToken: string } | null,
  clock: Clock,
  signal: AbortSignal,
): () => VenueHint | null {
  let hint: VenueHint | null = null;
  const ask = async ({ url, adminToken }: { url: string; adminToken: string }): Promise<void> => {
    const response = await fetch(`${url}/admin/v1/market`, {
      headers: { authorization: `Bearer ${adminToken}` },
      signal: AbortSignal.timeout(EVERY_MS),
    });
    hint = VenueHint.safeParse(await response.json()).data ?? hint;
  };
  const run = async (): Promise<void> => {
    while (address && !signal.aborted) {
      await ask(address).catch(() => undefined);
      await clock.sleep(EVERY_MS, signal);
    }
  };
  void run();
  return () => hint;
}
