import { newBank, readBank, type BankWish } from './bank-accounts.ts';
import { emit, type Place } from './emit.ts';
import type { Account, BankAccount } from './account-objects.ts';
import { listOf } from './list-page.ts';
import { idOf, type Call, type Operation } from './operation.ts';
import { emptyScope, objectOf, tableOf, type Scope } from './scope.ts';
import { missing, refused, wrongParameter } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { nowSec, type World } from './world.ts';

const TYPES = ['express', 'custom', 'standard'] as const;
const CLOSED = 'rejected.other';

/** A connected account that can receive money. @throws StripeFault when it is unknown, closed, or not yet allowed to. */
export function openAccount(world: World, id: string, param: string): Scope {
  const scope = world.connected.get(id);
  const account = rowOf(tableOf(world.platform, 'accounts'), id);
  if (!scope || !account) throw missing(param, id, param);
  if (account.requirements.disabled_reason === CLOSED)
    throw refused(`The account ${id} is closed.`, { code: 'account_closed', param });
  if (account.capabilities.transfers === 'active') return scope;
  throw refused(
    'Your destination account needs to have at least one of the following capabilities enabled: transfers',
    {
      code: 'insufficient_capabilities_for_transfer',
    },
  );
}

/** POST /v1/accounts */
export const createAccount: Operation = (call) => {
  const { params, world } = call;
  const type = params.oneOf('type', TYPES) ?? 'express';
  const country = params.text('country') ?? 'US';
  const email = params.text('email') ?? null;
  readOnboarding(call);
  const bank = readBank(params);
  const metadata = params.metadata();
  params.done();
  const id = world.newId('acct');
  const blank: Account = {
    ...{ id, object: 'account', business_profile: null, business_type: 'individual', country, email, metadata, type },
    ...{
      capabilities: { transfers: 'inactive' },
      charges_enabled: false,
      created: nowSec(world),
      default_currency: 'usd',
    },
    ...{ details_submitted: false, external_accounts: listOf<BankAccount>(`/v1/accounts/${id}/external_accounts`, []) },
    ...{ payouts_enabled: false, requirements: requirements(['external_account'], null) },
    ...{ settings: { payouts: { schedule: { interval: 'manual' } } } },
  };
  world.connected.set(id, emptyScope(id, false));
  put(tableOf(world.platform, 'accounts'), blank);
  return bank ? addBank(call, blank, bank) : blank;
};

/** Parameters of onboarding that change nothing here. */
function readOnboarding({ params }: Call): void {
  params.text('business_type');
  for (const name of ['capabilities', 'controller', 'settings']) params.group(name)?.anything();
}

const requirements = (
  due: readonly string[],
  disabled_reason: Account['requirements']['disabled_reason'],
): Account['requirements'] => ({
  ...{ alternatives: [], current_deadline: null, currently_due: due, disabled_reason, errors: [] },
  ...{ eventually_due: due, past_due: [], pending_verification: [] },
});

/** Puts an account's next version in place, with what follows from it. The account itself hears of it. */
function change({ world }: Place, before: Account, fields: Partial<Account>): Account {
  const next = { ...before, ...fields };
  const isClosed = next.requirements.disabled_reason === CLOSED;
  const hasBank = next.external_accounts.data.some(({ status }) => status === 'new');
  const details_submitted = next.details_submitted || hasBank;
  const after: Account = {
    ...next,
    capabilities: { transfers: details_submitted && !isClosed ? 'active' : 'inactive' },
    charges_enabled: details_submitted && !isClosed,
    details_submitted,
    payouts_enabled: hasBank && !isClosed,
    requirements: isClosed ? next.requirements : requirements(hasBank ? [] : ['external_account'], null),
  };
  put(tableOf(world.platform, 'accounts'), after);
  emit({ world, scope: world.connected.get(after.id)! }, 'account.updated', { object: after, before });
  return after;
}

const withBanks = (account: Account, data: readonly BankAccount[]): Pick<Account, 'external_accounts'> => ({
  external_accounts: { ...account.external_accounts, data },
});

/** Adds the bank account to which payouts of its currency go from now on. */
export function addBank(place: Place, account: Account, wish: BankWish): Account {
  const bank = newBank(place.world, account.id, wish);
  const others = account.external_accounts.data.map((one) =>
    one.currency === bank.currency ? { ...one, default_for_currency: false } : one,
  );
  emit({ ...place, scope: place.world.connected.get(account.id)! }, 'account.external_account.created', {
    object: bank,
  });
  return change(place, account, withBanks(account, [bank, ...others]));
}

/** A connected account's object, from the platform's books. */
const accountOf = ({ world }: Place, id: string): Account => objectOf(world.platform, 'accounts', { id });

/** Where payouts of a currency go. The platform has a bank of its own that nobody entered. */
export function bankFor(place: Place, currency: string, wanted: string | undefined): string | null {
  if (place.scope.isPlatform) return null;
  const account = accountOf(place, place.scope.id);
  const banks = account.external_accounts.data.filter((bank) => bank.currency === currency);
  const bank =
    wanted === undefined ? banks.find((one) => one.default_for_currency) : banks.find((one) => one.id === wanted);
  if (bank === undefined)
    throw refused(`Sorry, you don't have any external accounts in that currency (${currency}).`, {
      code: 'resource_missing',
    });
  if (account.requirements.disabled_reason === CLOSED)
    throw refused('This account is closed.', { code: 'account_closed' });
  if (bank.status === 'errored' || !account.payouts_enabled)
    throw refused('Payouts to this bank account were stopped after one came back. Update the bank details first.', {
      code: 'payouts_not_allowed',
    });
  return bank.id;
}

/** A bank to which a payout failed gets no more of them until somebody enters details anew. */
export function stopBank(place: Place, bankId: string): void {
  const account = accountOf(place, place.scope.id);
  const data = account.external_accounts.data.map((bank) =>
    bank.id === bankId ? { ...bank, status: 'errored' as const } : bank,
  );
  const stopped = data.find(({ id }) => id === bankId);
  if (stopped) emit(place, 'account.external_account.updated', { object: stopped });
  change(place, account, withBanks(account, data));
}

/** Stripe closes an account: it can neither receive nor pay out. */
export const closeAccount = (place: Place, id: string): Account =>
  change(place, accountOf(place, id), { requirements: requirements([], CLOSED) });

/** GET /v1/accounts/:id */
export const retrieveAccount: Operation = (call) => {
  call.params.done();
  return accountOf(call, idOf(call));
};

/** POST /v1/accounts/:id */
export const updateAccount: Operation = (call) => {
  const { params } = call;
  const before = accountOf(call, idOf(call));
  const email = params.text('email') ?? before.email;
  readOnboarding(call);
  const bank = readBank(params);
  const metadata = params.metadata(before.metadata);
  params.done();
  const after = change(call, before, { email, metadata });
  return bank ? addBank(call, after, bank) : after;
};

/** POST /v1/accounts/:id/external_accounts */
export const createExternalAccount: Operation = (call) => {
  const account = accountOf(call, idOf(call));
  const bank = readBank(call.params);
  if (!bank)
    throw wrongParameter('Missing required param: external_account.', {
      code: 'parameter_missing',
      param: 'external_account',
    });
  call.params.flag('default_for_currency');
  call.params.done();
  return addBank(call, account, bank).external_accounts.data[0]!;
};

/** GET /v1/accounts/:id/external_accounts */
export const listExternalAccounts: Operation = (call) => {
  call.params.text('object');
  call.params.integer('limit');
  call.params.done();
  return accountOf(call, idOf(call)).external_accounts;
};
