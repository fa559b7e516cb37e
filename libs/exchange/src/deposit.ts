import { creditFree, type Account } from './account.ts';
import { addAccount, type Deposit, type ExchangeState } from './exchange-state.ts';
import { noteBalance, type Journal } from './journal.ts';

/** Opens an account for a key, or answers the one it already has; an account is never reset. */
export function openAccount(
  state: ExchangeState,
  journal: Journal,
  credentials: { apiKey: string; secret: string },
): Account {
  const known = state.accountByKey.get(credentials.apiKey);
  if (known) return known;
  const account: Account = {
    accountId: state.nextAccountId++,
    ...credentials,
    balances: new Map(),
    updatedAtMs: state.clockMs,
  };
  addAccount(state, account);
  journal.accounts.add(account);
  return account;
}

/** Credits assets from outside once per key: the same key again changes nothing and answers the first deposit. */
export function deposit(state: ExchangeState, journal: Journal, request: Omit<Deposit, 'depositedAtMs'>): Deposit {
  const known = state.deposits.get(request.key);
  if (known) return known;
  const account = state.accounts.get(request.accountId);
  const made = { ...request, depositedAtMs: state.clockMs };
  if (!account) return made;
  state.deposits.set(made.key, made);
  creditFree(account, made.asset, made.quantity);
  noteBalance(journal, account, made.asset);
  journal.deposits.push(made);
  const { accountId, asset, quantity } = made;
  journal.events.push({ kind: 'deposit', accountId, atMs: state.clockMs, asset, quantity });
  return made;
}
