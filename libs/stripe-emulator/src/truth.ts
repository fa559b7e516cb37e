import type { Charge, Dispute, Payout, Refund, Transfer } from './money-objects.ts';
import { tableOf, type Holding, type Kinds, type Scope } from './scope.ts';
import type { World } from './world.ts';

/** One thing of Stripe's books, amounts in minor units, for comparison with ours. */
export type MoneyFact<T> = {
  readonly id: string;
  /** Whose books it is in. */
  readonly account: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly object: T;
};

/** What Stripe itself holds to be true: read it, never change it. */
export type StripeTruth = {
  readonly platform: Readonly<Record<string, Holding>>;
  readonly accounts: ReadonlyMap<string, Readonly<Record<string, Holding>>>;
  readonly payouts: readonly MoneyFact<Payout>[];
  readonly transfers: readonly MoneyFact<Transfer>[];
  readonly charges: readonly MoneyFact<Charge>[];
  readonly refunds: readonly MoneyFact<Refund>[];
  readonly disputes: readonly MoneyFact<Dispute>[];
};

type Owned = 'payouts' | 'transfers' | 'charges' | 'refunds' | 'disputes';

/** The truth now. Each list is made when somebody looks at it. */
export function truthOf(world: World): StripeTruth {
  const scopes = (): Scope[] => [world.platform, ...world.connected.values()];
  const facts = <K extends Owned>(kind: K): MoneyFact<Kinds[K]>[] => scopes().flatMap((scope) => factsOf(scope, kind));
  return {
    platform: holdingsOf(world.platform),
    accounts: new Map([...world.connected].map(([id, scope]) => [id, holdingsOf(scope)])),
    get payouts() {
      return facts('payouts');
    },
    get transfers() {
      return facts('transfers');
    },
    get charges() {
      return facts('charges');
    },
    get refunds() {
      return facts('refunds');
    },
    get disputes() {
      return facts('disputes');
    },
  };
}

const holdingsOf = ({ holdings }: Scope): Record<string, Holding> =>
  Object.fromEntries([...holdings].map(([currency, holding]) => [currency, { ...holding }]));

const factsOf = <K extends Owned>(scope: Scope, kind: K): MoneyFact<Kinds[K]>[] =>
  tableOf(scope, kind).rows.map((object: Kinds[K]) => ({
    id: object.id,
    account: scope.id,
    amount: BigInt(object.amount),
    currency: object.currency,
    object,
  }));
