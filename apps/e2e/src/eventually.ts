import { until } from '@orbiquant/testing';

const EVERY_MS = 500;

/** Waits like a person: looks twice a second, so that looking alone never meets the limits of the house. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  withinMs: number,
): Promise<T> {
  let isFirst = true;
  return until(
    what,
    async () => {
      if (!isFirst) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      isFirst = false;
      return probe();
    },
    withinMs,
  );
}
