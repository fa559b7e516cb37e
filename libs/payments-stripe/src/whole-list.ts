import type Stripe from 'stripe';
import { attempt, type StripeOutcome } from './outcome.ts';

const PAGE = 100;
const PAGES_MAX = 1_000;

/** What a page is asked for with. */
export type PageParams = { readonly limit: number; readonly starting_after?: string };

/** A whole list, newest first, page by page. One page that fails fails the list: half a list would look like absence. */
export async function wholeList<T extends { readonly id: string }>(
  page: (params: PageParams) => Promise<Stripe.Response<Stripe.ApiList<T>>>,
): Promise<StripeOutcome<T[]>> {
  const rows: T[] = [];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const last = rows.at(-1);
    const outcome = await attempt(() => page({ limit: PAGE, ...(last ? { starting_after: last.id } : {}) }));
    if (outcome.kind !== 'done') return outcome;
    rows.push(...outcome.object.data);
    if (!outcome.object.has_more) return { kind: 'done', object: rows };
  }
  return { kind: 'unknown', why: `a list of more than ${PAGES_MAX * PAGE} rows` };
}

/** Objects made at or after a moment; Stripe counts whole seconds. */
export const since = (sinceMs: number): { created: { gte: number } } => ({
  created: { gte: Math.floor(sinceMs / 1000) },
});
