import type { Person } from '@orbiquant/contracts';
import { waitMs } from '@orbiquant/identity';
import {
  accountByEmail,
  attemptKey,
  countAttempt,
  failuresOf,
  forgiveAttempts,
  passwordMatches,
} from '@orbiquant/identity-store';
import { AppError } from '@orbiquant/kernel';
import type { Deps } from '../deps.ts';

/** Who says to be whom, from where. */
export type Credentials = { email: string; password: string; address: string };

/**
 * The person whose password it is. An unknown account and a wrong password are answered alike and take as long.
 * @throws AppError not-signed-in, too-many-requests.
 */
export async function checkCredentials(
  { db, clock }: Deps,
  { email, password, address }: Credentials,
): Promise<Person> {
  const key = attemptKey(email, address);
  const wait = waitMs(await failuresOf(db.manager, key, clock.nowMs()), clock.nowMs());
  if (wait > 0)
    throw new AppError('too-many-requests', 'Too many failed attempts; wait before trying again', {
      retryAfterSec: Math.ceil(wait / 1000),
    });
  await countAttempt(db.manager, key, clock.nowMs());
  const account = await accountByEmail(db.manager, email);
  const matches = await passwordMatches(account?.passwordHash ?? null, password);
  if (!account || !matches) throw new AppError('not-signed-in', 'E-mail or password is wrong');
  await forgiveAttempts(db.manager, key);
  return account.person;
}
