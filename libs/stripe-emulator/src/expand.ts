import { rowOf } from './table.ts';
import { tableOf, type Kinds, type Scope } from './scope.ts';

const KINDS: Readonly<Record<string, keyof Kinds>> = {
  acct: 'accounts',
  ch: 'charges',
  cus: 'customers',
  dp: 'disputes',
  in: 'invoices',
  pi: 'payment_intents',
  pm: 'payment_methods',
  po: 'payouts',
  price: 'prices',
  prod: 'products',
  py: 'charges',
  re: 'refunds',
  sub: 'subscriptions',
  tr: 'transfers',
  txn: 'balance_transactions',
};

type Shape = Readonly<Record<string, unknown>>;

/** Puts objects in the place of their ids along paths such as `latest_charge.balance_transaction` or `data.source`. */
export function expand(scope: Scope, body: object, paths: readonly string[]): object {
  return paths.reduce((shape, path) => expandPath(scope, shape, path.split('.')), body);
}

function expandPath(scope: Scope, value: object, [name, ...rest]: readonly string[]): object {
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.map((one: object) => expandPath(scope, one, [name, ...rest]));
  const held = (value as Shape)[name];
  const object = typeof held === 'string' ? objectNamed(scope, held) : held;
  if (object === null || typeof object !== 'object') return value;
  return { ...value, [name]: expandPath(scope, object, rest) };
}

function objectNamed(scope: Scope, id: string): object | undefined {
  const kind = KINDS[id.slice(0, id.indexOf('_'))];
  return kind && rowOf<{ readonly id: string }>(tableOf(scope, kind), id);
}
