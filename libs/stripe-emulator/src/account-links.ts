import type { AccountLink } from './account-objects.ts';
import { addBank } from './accounts.ts';
import type { BankWish } from './bank-accounts.ts';
import type { Place } from './emit.ts';
import type { Operation } from './operation.ts';
import { objectOf } from './scope.ts';
import { nowSec, type World } from './world.ts';

const LINK_LIFE_SEC = 300;

/** Where a visit of the hosted page comes from and leads to. */
export type AccountVisit = {
  readonly account: string;
  readonly returnUrl: string;
  readonly refreshUrl: string;
  readonly expiresAtSec: number;
  isUsed: boolean;
};

/** POST /v1/account_links */
export const createAccountLink: Operation = ({ params, world }) => {
  const account = params.requiredText('account');
  const refreshUrl = params.requiredText('refresh_url');
  const returnUrl = params.requiredText('return_url');
  params.oneOf('type', ['account_onboarding', 'account_update'] as const);
  params.text('collect');
  params.done();
  objectOf(world.platform, 'accounts', { id: account, param: 'account' });
  const token = world.newId('alink').slice('alink_'.length);
  const expiresAtSec = nowSec(world) + LINK_LIFE_SEC;
  world.visits.set(token, { account, returnUrl, refreshUrl, expiresAtSec, isUsed: false });
  const link: AccountLink = {
    object: 'account_link',
    created: nowSec(world),
    expires_at: expiresAtSec,
    url: `${world.settings.hostedUrl()}/setup/e/${account}/${token}`,
  };
  return link;
};

/** The visit that a link stands for, unless it is unknown, used up or old. */
export function openVisit(world: World, token: string): AccountVisit | undefined {
  const visit = world.visits.get(token);
  return visit && !visit.isUsed && visit.expiresAtSec > nowSec(world) ? visit : undefined;
}

/** Somebody enters bank details on the hosted page; the link is used up by it. */
export function useAccountLink(place: Place, token: string, bank: BankWish): AccountVisit | undefined {
  const { world } = place;
  const visit = openVisit(world, token);
  if (!visit) return undefined;
  visit.isUsed = true;
  addBank(place, objectOf(world.platform, 'accounts', { id: visit.account }), bank);
  return visit;
}
