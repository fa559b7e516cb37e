import { mustHold, type World } from './world.ts';

const DAY_MS = 86_400_000;
const COOL_OFF_MS = 2 * DAY_MS;
/** How long a call that was begun before a change may still take, and the seconds that the processor rounds to. */
const GRACE_MS = 80_000;
const SECOND_MS = 1_000;
const DAY_LIMIT_CENTS = 900_00n;

type Paid = {
  id: string;
  userId: string;
  cents: bigint;
  atMs: number;
  status: string;
  account: string;
  createdMs: number;
};

/** Rules that were promised, held against what the processor did: limits, agreement of others, no payout to a new bank. */
export function checkPromises(world: World): void {
  const paid = payoutsAsked(world);
  for (const payout of paid) {
    checkAgreement(world, payout);
    checkBankAge(world, payout);
    checkDay(world, payout, paid);
  }
}

function payoutsAsked({ books, testimony }: World): Paid[] {
  return books.truth().payouts.flatMap(({ object, account }) => {
    const id = object.metadata['saga'] ?? '';
    const asked = testimony.withdrawals.get(id);
    const { status, created } = object;
    return asked ? [{ ...asked, id, status, account, createdMs: created * 1000 }] : [];
  });
}

function checkAgreement(world: World, { id, userId, cents }: Paid): void {
  const agreed = [...(world.testimony.approvals.get(id) ?? [])].filter((approver) => approver !== userId).length;
  const needed = cents >= 50_00n ? (cents >= 300_00n ? 2 : 1) : 0;
  mustHold(world, agreed >= needed, () => ['W20', `${id} was paid with ${agreed} of ${needed} agreements`]);
}

function checkBankAge(world: World, { id, account, createdMs }: Paid): void {
  const isNew = world.testimony.bankChanges
    .filter((change) => change.account === account && createdMs > change.atMs + GRACE_MS)
    .some(({ atMs }) => createdMs + SECOND_MS < atMs + COOL_OFF_MS);
  mustHold(world, !isNew, () => ['W19', `${id} went to a bank that was new`]);
}

/** What was paid of all that was asked for in the 24 hours up to one request. */
function checkDay(world: World, { userId, atMs }: Paid, paid: readonly Paid[]): void {
  const sum = paid
    .filter((other) => other.userId === userId && other.status === 'paid')
    .filter((other) => other.atMs <= atMs && other.atMs > atMs - DAY_MS)
    .reduce((total, { cents }) => total + cents, 0n);
  mustHold(world, sum <= DAY_LIMIT_CENTS, () => ['W20', `${userId} was paid ${sum} of one day`]);
}
