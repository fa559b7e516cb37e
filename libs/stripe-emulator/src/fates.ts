import type { TestCard } from './test-cards.ts';

/** What becomes of a payout. `returned`: it is paid, and comes back `afterMs` later. */
export type PayoutFate =
  | { readonly outcome: 'paid' }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'returned'; readonly code: string; readonly afterMs: number };

/** What goes wrong with the next request that fits: its path starts with `path`; `keyed` looks at no other. */
export type RequestFault = {
  readonly kind:
    'stored-500-executed' | 'stored-500-not-executed' | 'key-in-use' | 'lock-timeout' | 'rate-limit' | 'platform-short';
  readonly path: string;
  left: number;
};

/** What tests have decided beforehand. */
export type Fates = {
  readonly nextPayouts: { readonly account: string | null; readonly fate: PayoutFate }[];
  readonly payouts: Map<string, PayoutFate>;
  readonly nextCards: TestCard[];
  readonly faults: RequestFault[];
};

/** Nothing decided. */
export const emptyFates = (): Fates => ({ nextPayouts: [], payouts: new Map(), nextCards: [], faults: [] });

/** Takes the fate decided for the next payout of an account. */
export function takePayoutFate({ nextPayouts }: Fates, account: string): PayoutFate | undefined {
  const place = nextPayouts.findIndex((one) => one.account === null || one.account === account);
  return place === -1 ? undefined : nextPayouts.splice(place, 1)[0]?.fate;
}

/** Takes one stroke of a fault of these kinds decided for a path. */
export function takeFault(
  { faults }: Fates,
  kinds: readonly RequestFault['kind'][],
  path: string,
): RequestFault['kind'] | undefined {
  if (faults.length === 0) return undefined;
  const place = faults.findIndex((fault) => kinds.includes(fault.kind) && path.startsWith(fault.path));
  const fault = faults[place];
  if (fault === undefined) return undefined;
  fault.left -= 1;
  if (fault.left <= 0) faults.splice(place, 1);
  return fault.kind;
}
