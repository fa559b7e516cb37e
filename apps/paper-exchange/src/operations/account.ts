import { formatUnits } from '@orbiquant/exchange';
import type { Operation, SignedCall } from '../protocol/operation.ts';
import { instrumentIn, integer, rowLimit } from '../protocol/params.ts';
import { myTradeView } from '../protocol/order-view.ts';

/** Holdings, fees and trades of the caller. */
export const accountOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/v3/account',
    wsMethod: 'account.status',
    weight: 20,
    security: 'signed',
    handle: account,
  },
  {
    method: 'GET',
    path: '/api/v3/account/commission',
    wsMethod: 'account.commission',
    weight: 20,
    security: 'signed',
    handle: commission,
  },
  { method: 'GET', path: '/sapi/v1/asset/tradeFee', weight: 1, security: 'signed', handle: tradeFees },
  {
    method: 'GET',
    path: '/api/v3/myTrades',
    wsMethod: 'myTrades',
    weight: (params) => (params['orderId'] ? 5 : 20),
    security: 'signed',
    handle: myTrades,
  },
  { method: 'GET', path: '/sapi/v1/margin/allPairs', weight: 1, security: 'key', handle: () => [] },
  { method: 'GET', path: '/sapi/v1/margin/isolated/allPairs', weight: 10, security: 'key', handle: () => [] },
];

/** A rate in millionths as a decimal text. */
const rateText = (ppm: bigint): string => formatUnits(ppm * 100n);

async function account({ venue, params, account: owner }: SignedCall): Promise<unknown> {
  await venue.settled();
  const { makerPpm, takerPpm } = venue.state.fees;
  const omitZero = params['omitZeroBalances'] === 'true';
  const balances = [...owner.balances].filter(([, { free, locked }]) => !omitZero || free + locked > 0n);
  return {
    makerCommission: Number(makerPpm / 100n),
    takerCommission: Number(takerPpm / 100n),
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: {
      maker: rateText(makerPpm),
      taker: rateText(takerPpm),
      buyer: rateText(0n),
      seller: rateText(0n),
    },
    canTrade: true,
    canWithdraw: false,
    canDeposit: false,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: owner.updatedAtMs,
    accountType: 'SPOT',
    balances: balances.map(([asset, { free, locked }]) => ({
      asset,
      free: formatUnits(free),
      locked: formatUnits(locked),
    })),
    permissions: ['SPOT'],
    uid: owner.accountId,
  };
}

function commission({ venue, params }: SignedCall): unknown {
  const { symbol } = instrumentIn(venue.state.books, params);
  const { makerPpm, takerPpm } = venue.state.fees;
  const none = { maker: rateText(0n), taker: rateText(0n), buyer: rateText(0n), seller: rateText(0n) };
  return {
    symbol,
    standardCommission: { ...none, maker: rateText(makerPpm), taker: rateText(takerPpm) },
    specialCommission: none,
    taxCommission: none,
    discount: { enabledForAccount: false, enabledForSymbol: false, discountAsset: 'BNB', discount: rateText(0n) },
  };
}

function tradeFees({ venue, params }: SignedCall): unknown {
  const symbols = params['symbol'] ? [instrumentIn(venue.state.books, params).symbol] : [...venue.state.books.keys()];
  const { makerPpm, takerPpm } = venue.state.fees;
  return symbols.map((symbol) => ({
    symbol,
    makerCommission: rateText(makerPpm),
    takerCommission: rateText(takerPpm),
  }));
}

async function myTrades({ venue, params, account: owner }: SignedCall): Promise<unknown> {
  const { symbol } = instrumentIn(venue.state.books, params);
  await venue.settled();
  const limit = rowLimit(params, 500, 1000);
  const orderId = integer(params, 'orderId', null);
  const fromId = integer(params, 'fromId', null);
  const startMs = integer(params, 'startTime', null);
  const endMs = integer(params, 'endTime', Number.MAX_SAFE_INTEGER);
  const found = (venue.state.fillsByAccount.get(owner.accountId) ?? []).filter(
    (fill) =>
      fill.symbol === symbol &&
      (orderId === null || fill.orderId === orderId) &&
      fill.fillId >= (fromId ?? 0) &&
      fill.filledAtMs >= (startMs ?? 0) &&
      fill.filledAtMs <= endMs,
  );
  const isForward = fromId !== null || startMs !== null;
  return (isForward ? found.slice(0, limit) : found.slice(-limit)).map(myTradeView);
}
