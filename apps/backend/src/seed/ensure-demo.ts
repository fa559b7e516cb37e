import type { Person } from '@orbiquant/contracts';
import { hashPassword, saveAccount } from '@orbiquant/identity-store';
import { Decimal, newId } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf } from '@orbiquant/ledger';
import { postNow } from '@orbiquant/ledger-store';
import { addProduct } from '@orbiquant/pamm-store';
import type { DataSource } from '@orbiquant/platform-db';
import type { Deps } from '../deps.ts';

/** The passwords of the demonstration accounts; an account without one is not made. */
export type DemoPasswords = { investorPassword?: string | undefined; operatorPassword?: string | undefined };

/** 10,000 USDT: what the demonstration wallet starts with. */
export const DEMO_WALLET_MINOR = 10_000_000_000n;

const INVESTOR: Omit<Person, 'userId'> = {
  email: 'demo@orbiquant.example',
  displayName: 'Demo',
  roles: ['investor'],
  language: 'es',
  isDemo: true,
};
const OPERATOR: Omit<Person, 'userId'> = {
  email: 'operator@orbiquant.example',
  displayName: 'Operator',
  roles: ['operator'],
  language: 'es',
  isDemo: true,
};

/** The labelled demonstration: an investor with money from the demo bank, an operator, and Orion. Safe to repeat. */
export async function ensureDemo(
  { db, clock, calendar }: Pick<Deps, 'db' | 'clock' | 'calendar'>,
  passwords: DemoPasswords,
): Promise<void> {
  const nowMs = clock.nowMs();
  // its terms hold from the beginning of a replay, whose date nobody knows before the market is heard
  await addOrion(db, calendar.known() ?? 0);
  if (passwords.operatorPassword) await open(db, { person: OPERATOR, password: passwords.operatorPassword, nowMs });
  if (!passwords.investorPassword) return;
  const userId = await open(db, { person: INVESTOR, password: passwords.investorPassword, nowMs });
  const funding = move({
    key: `demo-funding:${userId}`,
    reason: 'demo-funding',
    memo: 'Demo money, not real',
    from: DEMO_BANK,
    to: walletOf(userId),
    currency: 'USDT',
    minor: DEMO_WALLET_MINOR,
  });
  await postNow(db, [funding], nowMs);
}

type Opening = { person: Omit<Person, 'userId'>; password: string; nowMs: number };

const open = async (db: DataSource, { person, password, nowMs }: Opening): Promise<string> =>
  saveAccount(
    db.manager,
    { person: { ...person, userId: newId() }, passwordHash: await hashPassword(password) },
    nowMs,
  );

const addOrion = (db: DataSource, nowMs: number): Promise<boolean> =>
  db.transaction((tx) =>
    addProduct(
      tx,
      {
        productId: newId(),
        name: 'Orion',
        agentId: 'orion',
        currency: 'USDT',
        status: 'open',
        riskClass: 5,
        venueShare: new Decimal(1),
        createdAtMs: nowMs,
      },
      {
        investmentMinMinor: 10_000_000n,
        performanceFeeE9: 200_000_000n,
        managementFeeE9: 10_000_000n,
        hurdleE9: 0n,
        lockUpMs: 0,
        noticeMs: 0,
        status: 'open',
        crystallisation: 'monthly',
      },
    ),
  );
