import type {
  AccountDay as AccountDayView,
  AccountMonth,
  Balance,
  Holding,
  NavPoint,
  Product,
  Redemption,
  Subscription,
} from '@orbiquant/contracts';
import { ZERO, type Decimal } from '@orbiquant/kernel';
import { exponentOf, walletOf } from '@orbiquant/ledger';
import { balanceOf } from '@orbiquant/ledger-store';
import { termsOffered } from '@orbiquant/pamm';
import {
  decimalOfE12,
  firstNavPerUnit,
  latestStrikes,
  listProducts,
  productsHeldBy,
  queuedMinorOf,
  termsOf,
  type AccountDay,
  type DistributionLine,
  type PoolProduct,
  type RedemptionRow,
  type Strike,
  type SubscriptionRow,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { money } from '../money.ts';
import { holdingView } from './holding.ts';
import { rateOf } from './terms.ts';

/** The currency of wallets in this house. */
export const WALLET_CURRENCY = 'USDT';

const RETURN_PLACES = 12;

/** A strike as its public figure. */
export const navPointOf = (strike: Strike): NavPoint => ({
  strikeId: strike.strikeId,
  atMs: strike.atMs,
  struckAtMs: strike.struckAtMs,
  nav: money(strike.navMinor, strike.currency),
  units: strike.units,
  navPerUnit: strike.navPerUnit,
});

/** A product as a newcomer sees it: the terms offered, and what its newest strike says of it. */
export async function productView(db: EntityManager, product: PoolProduct, nowMs: number): Promise<Product> {
  const { productId, name, agentId, currency, riskClass } = product;
  const [latest] = await latestStrikes(db, productId, 1);
  const terms = termsOffered(await termsOf(db, product), nowMs);
  return {
    productId,
    name,
    agentId,
    currency,
    riskClass,
    status: product.status === 'open' ? 'open' : 'closed',
    performanceFee: rateOf(terms.performanceFeeE9),
    managementFee: rateOf(terms.managementFeeE9),
    currencyExponent: exponentOf(currency),
    investmentMin: money(terms.investmentMinMinor, currency),
    ...(latest ? standing(latest, await firstNavPerUnit(db, productId)) : NOT_STRUCK),
  };
}

type Standing = Pick<Product, 'navPerUnit' | 'struckAtMs' | 'returnSinceStart' | 'units' | 'nav'>;

const NOT_STRUCK: Standing = { navPerUnit: null, struckAtMs: null, returnSinceStart: null, units: ZERO, nav: null };

const standing = ({ navPerUnit, struckAtMs, units, navMinor, currency }: Strike, first: Decimal | null): Standing => ({
  navPerUnit,
  struckAtMs,
  returnSinceStart: first?.greaterThan(0) ? navPerUnit.div(first).minus(1).toDecimalPlaces(RETURN_PLACES) : null,
  units,
  nav: money(navMinor, currency),
});

/** A subscription as its owner sees it; one that was taken back is one whose money went back. */
export const subscriptionView = (row: SubscriptionRow): Subscription => {
  const { userId: _owner, currency, cashMinor, status, ...rest } = row;
  return { ...rest, status: status === 'canceled' ? 'refunded' : status, cash: money(cashMinor, currency) };
};

/** A redemption as its owner sees it. */
export function redemptionView(row: RedemptionRow): Redemption {
  const { userId: _owner, currency, quantity, quantityLeft, deals, ...rest } = row;
  const paidMinor = deals.reduce((sum, { cashMinor }) => sum + cashMinor, 0n);
  return {
    ...rest,
    units: rest.ask === 'units' ? decimalOfE12(quantity) : null,
    unitsLeft: rest.ask === 'units' ? decimalOfE12(quantityLeft) : null,
    cash: rest.ask === 'cash' ? money(quantity, currency) : null,
    cashLeft: rest.ask === 'cash' ? money(quantityLeft, currency) : null,
    paid: money(paidMinor, currency),
    deals: deals.map(({ strikeId, units, feeUnits, cashMinor, priceE12, paidTo }) => ({
      strikeId,
      units: decimalOfE12(units),
      feeUnits: decimalOfE12(feeUnits),
      cash: money(cashMinor, currency),
      navPerUnit: decimalOfE12(priceE12),
      paidTo,
    })),
  };
}

/** All that a person has: the wallet, the products, what waits for a strike, and their sum. */
export async function balanceView(db: EntityManager, userId: string): Promise<Balance> {
  const walletMinor = await balanceOf(db, walletOf(userId), WALLET_CURRENCY);
  const queued = await queuedMinorOf(db, userId);
  const held = new Set([...(await productsHeldBy(db, userId)), ...queued.keys()]);
  const holdings: Holding[] = [];
  for (const product of await listProducts(db)) {
    if (!held.has(product.productId)) continue;
    holdings.push(await holdingView(db, product, { userId, queuedMinor: queued.get(product.productId) ?? 0n }));
  }
  const totalMinor = holdings.reduce((sum, each) => sum + each.value.minor + each.queued.minor, walletMinor);
  return {
    currency: WALLET_CURRENCY,
    wallet: money(walletMinor, WALLET_CURRENCY),
    holdings,
    total: money(totalMinor, WALLET_CURRENCY),
  };
}

/** A day of an account as its owner sees it. */
export const dayView = (row: AccountDay, currency: string): AccountDayView => {
  const { openingMinor, closingMinor, subscribedMinor, redeemedMinor, ...rest } = row;
  return {
    ...rest,
    opening: money(openingMinor, currency),
    closing: money(closingMinor, currency),
    subscribed: money(subscribedMinor, currency),
    redeemed: money(redeemedMinor, currency),
  };
};

/** A month of an account as its owner sees it. */
export const monthView = (row: DistributionLine, currency: string): AccountMonth => ({
  period: row.period,
  opening: money(row.openingMinor, currency),
  closing: money(row.closingMinor, currency),
  subscribed: money(row.subscribedMinor, currency),
  redeemed: money(row.redeemedMinor, currency),
  grossProfit: money(row.grossProfitMinor, currency),
  fee: money(row.feeMinor, currency),
  netProfit: money(row.netProfitMinor, currency),
  choice: row.choice,
  paid: row.paidMinor === null ? null : money(row.paidMinor, currency),
  paidTo: row.paidTo,
  isSigned: row.state === 'signed',
});
