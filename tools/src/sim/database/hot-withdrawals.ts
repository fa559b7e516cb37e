import { newId, seededRng } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf, withdrawalPendingOf } from '@orbiquant/ledger';
import { balanceOf, checkLedger, ledgerEntities, post, postNow, sealTransfers } from '@orbiquant/ledger-store';
import { connectedAccountId, WITHDRAWAL_POLICY } from '@orbiquant/payments';
import { addPayoutAccount, makeStep, noteBank, paymentsEntities, serverClock } from '@orbiquant/payments-store';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { Client } from 'pg';
import type { Place } from './place.ts';

const CLIENTS = 64;
const HOT_ACCOUNTS = 8;
/** A quarter of what is asked for can be had: the rest is refused under the same locks. */
const FUNDED_CENTS = 150_000n;

/** What many clients at once made of a few wallets. */
export type HotWithdrawals = {
  clients: number;
  attempts: number;
  accepted: number;
  refused: number;
  /** Errors that a client saw: deadlocks, races, anything; none is allowed. */
  surfaced: number;
  overdrafts: number;
  seconds: number;
  firstBad: string | null;
};

/** So many requests to withdraw, from 64 connections at once, on a handful of wallets. */
export async function hotWithdrawals(place: Place, attempts: number): Promise<HotWithdrawals> {
  const entities = [...ledgerEntities, ...paymentsEntities];
  const db = await openDatabase({ url: place.serviceUrl, entities, poolMax: CLIENTS });
  try {
    const people = await hotPeople(place, db);
    const startedMs = performance.now();
    const counts = await storm(db, { people, attempts });
    const seconds = Number(((performance.now() - startedMs) / 1_000).toFixed(1));
    await sealTransfers(db);
    const { firstBad } = await checkLedger(db);
    return { clients: CLIENTS, attempts, ...counts, overdrafts: await overdrafts(db, people), seconds, firstBad };
  } finally {
    await db.destroy();
  }
}

async function hotPeople({ ownerUrl }: Place, db: DataSource): Promise<string[]> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const people = Array.from({ length: HOT_ACCOUNTS }, () => newId());
  for (const userId of people) {
    await owner.query(
      `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at)
       VALUES ($1, $2, 'hot', 'x', '{investor}', 'en', false, now())`,
      [userId, `${userId}@example.com`],
    );
    await addPayoutAccount(db.manager, userId, connectedAccountId(`acct_${userId.replaceAll('-', '')}`));
    await noteBank(db.manager, userId, { bank: 'Bank', nowMs: 0 });
    const minor = FUNDED_CENTS * 10_000n;
    const funding = { key: `hot:${userId}`, reason: 'demo-funding', memo: '', currency: 'USDT', minor } as const;
    await postNow(db, [move({ ...funding, from: DEMO_BANK, to: walletOf(userId) })], Date.now());
  }
  await owner.end();
  return people;
}

type Storm = { people: readonly string[]; attempts: number };

async function storm(
  db: DataSource,
  { people, attempts }: Storm,
): Promise<Pick<HotWithdrawals, 'accepted' | 'refused' | 'surfaced'>> {
  const policy = { ...WITHDRAWAL_POLICY, max24hCents: 10n ** 15n, max30dCents: 10n ** 15n };
  const rules = { policy, depositHoldMs: 0, clock: serverClock, books: { post, balanceOf } };
  const counts = { accepted: 0, refused: 0, surfaced: 0 };
  let left = attempts;
  const client = async (at: number): Promise<void> => {
    const rng = seededRng(`hot/${at}`);
    while (left-- > 0) {
      const [withdrawalId, userId] = [newId(), people[rng.below(people.length)] ?? ''];
      const input = {
        kind: 'request',
        withdrawalId,
        userId,
        cents: BigInt(100 + rng.below(200)),
        steppedUp: true,
      } as const;
      await db
        .transaction((tx) => makeStep(tx, { saga: 'withdrawal', sagaId: withdrawalId, input }, rules))
        .then(
          ({ applied }) => (applied ? (counts.accepted += 1) : (counts.refused += 1)),
          () => (counts.surfaced += 1),
        );
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, at) => client(at)));
  return counts;
}

/** Wallets below zero, or whose money is neither there nor set aside. */
async function overdrafts(db: DataSource, people: readonly string[]): Promise<number> {
  let wrong = 0;
  for (const userId of people) {
    const wallet = await balanceOf(db.manager, walletOf(userId), 'USDT');
    const pending = await balanceOf(db.manager, withdrawalPendingOf(userId), 'USD');
    if (wallet < 0n || wallet + pending * 10_000n !== FUNDED_CENTS * 10_000n) wrong += 1;
  }
  return wrong;
}
