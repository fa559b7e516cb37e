import { ZERO, type Decimal } from '@orbiquant/kernel';
import { withSlash, type Fill } from '@orbiquant/contracts';

/** Holdings by asset, base or quote units. */
export type Balances = Readonly<Record<string, Decimal>>;

/** The two assets of `BASE/QUOTE`. */
export function assetsOf(symbol: string): { base: string; quote: string } {
  const [base = symbol, quote = ''] = withSlash(symbol).split('/');
  return { base, quote };
}

/** The account after a fill: base and quote change hands, the fee leaves in its own asset. */
export function applyToBalances(
  balances: Balances,
  fill: Pick<Fill, 'symbol' | 'side' | 'price' | 'quantity' | 'fee' | 'feeAsset'>,
): Balances {
  const { base, quote } = assetsOf(fill.symbol);
  const sign = fill.side === 'buy' ? 1 : -1;
  const next: Record<string, Decimal> = { ...balances };
  const add = (asset: string, change: Decimal): void => {
    next[asset] = (next[asset] ?? ZERO).plus(change);
  };
  add(base, fill.quantity.times(sign));
  add(quote, fill.quantity.times(fill.price).times(-sign));
  if (!fill.fee.isZero()) add(fill.feeAsset, fill.fee.negated());
  return next;
}

/** The account that fills have made of its opening balances. The order of the fills does not matter. */
export function balancesAfter(
  opening: Balances,
  fills: Iterable<Pick<Fill, 'symbol' | 'side' | 'price' | 'quantity' | 'fee' | 'feeAsset'>>,
): Balances {
  let balances = opening;
  for (const fill of fills) balances = applyToBalances(balances, fill);
  return balances;
}

/** Assets in which two accounts disagree, zero counting as absent. */
export function balanceDifferences(
  ours: Balances,
  venues: Balances,
): Array<{ asset: string; ours: Decimal; venues: Decimal }> {
  const assets = [...new Set([...Object.keys(ours), ...Object.keys(venues)])].sort();
  return assets
    .map((asset) => ({ asset, ours: ours[asset] ?? ZERO, venues: venues[asset] ?? ZERO }))
    .filter((row) => !row.ours.eq(row.venues));
}

/** Cash plus holdings at mark, quote units; null when a held asset has no mark, because it then has no value. */
export function equityOf(balances: Balances, quote: string, marks: Readonly<Record<string, Decimal>>): Decimal | null {
  let equity = balances[quote] ?? ZERO;
  for (const [asset, quantity] of Object.entries(balances)) {
    if (asset === quote || quantity.isZero()) continue;
    const mark = marks[`${asset}/${quote}`];
    if (!mark) return null;
    equity = equity.plus(quantity.times(mark));
  }
  return equity;
}
