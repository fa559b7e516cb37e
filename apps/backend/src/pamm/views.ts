import type { Balance, Holding, NavPoint, Product, Subscription } from '@orbiquant/contracts';
import { ZERO, type Decimal } from '@orbiquant/kernel';
import { exponentOf, walletOf } from '@orbiquant/ledger';
import { balanceOf } from '@orbiquant/ledger-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { UNIT_PLACES, valueOf } from '@orbiquant/portfolio';
import {
  firstNavPerUnit,
  latestStrikes,
  listProducts,
  unitsHeldBy,
  type HeldUnits,
  type ProductTerms,
  type Strike,
  type SubscriptionRow,
} from '@orbiquant/portfolio-store';
import { money } from '../money.ts';

/** The currency of wallets in this house. */
export const WALLET_CURRENCY = 'USDT';

/** A strike as its public figure. */
export const navPointOf = (strike: Strike): NavPoint => ({
  strikeId: strike.strikeId,
  atMs: strike.atMs,
  struckAtMs: strike.struckAtMs,
  nav: money(strike.navMinor, strike.currency),
  units: strike.units,
  navPerUnit: strike.navPerUnit,
});

/** A product with what its newest strike says of it. */
export async function productView(db: EntityManager, terms: ProductTerms): Promise<Product> {
  const [latest] = await latestStrikes(db, terms.productId, 1);
  const { investmentMinMinor, ...rest } = terms;
  return {
    ...rest,
    currencyExponent: exponentOf(terms.currency),
    investmentMin: money(investmentMinMinor, terms.currency),
    ...(latest ? standing(latest, await firstNavPerUnit(db, terms.productId)) : NOT_STRUCK),
  };
}

type Standing = Pick<Product, 'navPerUnit' | 'struckAtMs' | 'returnSinceStart' | 'units' | 'nav'>;

const NOT_STRUCK: Standing = { navPerUnit: null, struckAtMs: null, returnSinceStart: null, units: ZERO, nav: null };

const standing = ({ navPerUnit, struckAtMs, units, navMinor, currency }: Strike, first: Decimal | null): Standing => ({
  navPerUnit,
  struckAtMs,
  returnSinceStart: first && navPerUnit.div(first).minus(1).toDecimalPlaces(UNIT_PLACES),
  units,
  nav: money(navMinor, currency),
});

/** A subscription as its owner sees it. */
export const subscriptionView = ({ userId: _owner, currency, cashMinor, ...rest }: SubscriptionRow): Subscription => ({
  ...rest,
  cash: money(cashMinor, currency),
});

/** What a person's units in a product are worth at its newest strike. */
export async function holdingView(db: EntityManager, product: ProductTerms, held: HeldUnits): Promise<Holding> {
  const [latest] = await latestStrikes(db, product.productId, 1);
  const { currency } = product;
  const valueMinor = latest ? valueOf(held.units, latest.navPerUnit, exponentOf(currency)) : 0n;
  return {
    productId: product.productId,
    productName: product.name,
    units: held.units,
    navPerUnit: latest?.navPerUnit ?? null,
    strikeId: latest?.strikeId ?? null,
    struckAtMs: latest?.struckAtMs ?? null,
    value: money(valueMinor, currency),
    paidIn: money(held.paidInMinor, currency),
    gain: money(valueMinor - held.paidInMinor, currency),
    queued: money(held.queuedMinor, currency),
  };
}

/** All that a person has: the wallet, the products, what waits for a strike, and their sum. */
export async function balanceView(db: EntityManager, userId: string): Promise<Balance> {
  const walletMinor = await balanceOf(db, walletOf(userId), WALLET_CURRENCY);
  const products = new Map((await listProducts(db)).map((product) => [product.productId, product]));
  const holdings: Holding[] = [];
  for (const held of await unitsHeldBy(db, userId)) {
    const product = products.get(held.productId);
    if (product) holdings.push(await holdingView(db, product, held));
  }
  const totalMinor = holdings.reduce((sum, { value, queued }) => sum + value.minor + queued.minor, walletMinor);
  return {
    currency: WALLET_CURRENCY,
    wallet: money(walletMinor, WALLET_CURRENCY),
    holdings,
    total: money(totalMinor, WALLET_CURRENCY),
  };
}
