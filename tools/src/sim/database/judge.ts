import { PAYOUT_CLEARING, PROCESSOR_CLEARING } from '@orbiquant/ledger';
import { balanceOf, checkLedger, ledgerEntities, sealTransfers } from '@orbiquant/ledger-store';
import { listDeposits, listIncidents, listWithdrawals, paymentsEntities } from '@orbiquant/payments-store';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import type { Place } from './place.ts';

const FINAL = new Set(['paid', 'returned', 'failed', 'canceled', 'rejected']);
const ALL = 1_000_000;

/** What is wrong in the end; nothing, one hopes. */
export type Judgement = { faults: string[]; withdrawals: number; payouts: number };

/** Our books against themselves, against the bank's own truth, and against what was said to people. */
export async function judge(place: Place, acknowledged: ReadonlySet<string>): Promise<Judgement> {
  const db = await openDatabase({
    url: place.serviceUrl,
    entities: [...ledgerEntities, ...paymentsEntities],
    poolMax: 2,
  });
  try {
    const withdrawals = await listWithdrawals(db.manager, { limit: ALL });
    const known = new Set(withdrawals.map(({ withdrawalId }) => withdrawalId));
    const stuck = withdrawals.filter(({ status }) => !FINAL.has(status));
    const faults = [
      ...[...acknowledged].filter((id) => !known.has(id)).map((id) => `acknowledged and lost: ${id}`),
      ...stuck.map(({ withdrawalId, status }) => `stuck: ${withdrawalId} is ${status}`),
      ...(await listIncidents(db.manager))
        .filter(({ status }) => status === 'open')
        .map(({ cause }) => `an incident is open: ${JSON.stringify(cause)}`),
      ...(await booksFaults(db)),
      ...(await bankFaults(db, place)),
      ...duplicates(place),
    ];
    return { faults, withdrawals: withdrawals.length, payouts: place.emulator.stripe.books.truth().payouts.length };
  } finally {
    await db.destroy();
  }
}

async function booksFaults(db: DataSource): Promise<string[]> {
  await sealTransfers(db);
  const { firstBad, sums, unbalanced } = await checkLedger(db);
  const uneven = sums.filter(({ minor }) => minor !== 0n).map(({ currency }) => `${currency} does not sum to zero`);
  return [...(firstBad ? [firstBad] : []), ...uneven, ...(unbalanced > 0 ? [`${unbalanced} unbalanced`] : [])];
}

async function bankFaults(db: DataSource, { emulator }: Place): Promise<string[]> {
  const { platform, accounts } = emulator.stripe.books.truth();
  const ours = (platform['usd']?.available ?? 0n) + (platform['usd']?.pending ?? 0n);
  const connected = [...accounts.values()].reduce(
    (sum, { usd }) => sum + (usd?.available ?? 0n) + (usd?.inTransit ?? 0n),
    0n,
  );
  const clearing = -(await balanceOf(db.manager, PROCESSOR_CLEARING, 'USD'));
  const payouts = -(await balanceOf(db.manager, PAYOUT_CLEARING, 'USD'));
  const unpaid = (await listDeposits(db.manager, { limit: ALL })).filter(({ status }) => status === 'processing');
  return [
    ...(clearing === ours ? [] : [`the processor holds ${ours}, the books say ${clearing}`]),
    ...(payouts === connected ? [] : [`connected accounts hold ${connected}, the books say ${payouts}`]),
    ...unpaid.map(({ depositId }) => `deposit ${depositId} is still processing`),
  ];
}

/** O6: money left at most once for each withdrawal. */
function duplicates({ emulator }: Place): string[] {
  const live = emulator.stripe.books.truth().payouts.filter(({ object }) => object.status !== 'failed');
  const counts = new Map<string, number>();
  for (const { object } of live) {
    const saga = object.metadata['saga'] ?? 'nobody';
    counts.set(saga, (counts.get(saga) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([saga, count]) => `${saga} was paid ${count} times`);
}
