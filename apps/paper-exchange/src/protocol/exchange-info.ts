import { formatUnits, LIMITS, lotUnits, tickUnits, type Instrument } from '@orbiquant/exchange';

const ORDER_TYPES = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
];

/** What the exchange says about an instrument. */
export const symbolView = (instrument: Instrument): Record<string, unknown> => ({
  symbol: instrument.symbol,
  status: 'TRADING',
  baseAsset: instrument.base,
  baseAssetPrecision: 8,
  quoteAsset: instrument.quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  baseCommissionPrecision: 8,
  quoteCommissionPrecision: 8,
  orderTypes: ORDER_TYPES,
  icebergAllowed: false,
  ocoAllowed: true,
  otoAllowed: false,
  opoAllowed: false,
  quoteOrderQtyMarketAllowed: true,
  allowTrailingStop: false,
  cancelReplaceAllowed: true,
  amendAllowed: false,
  pegInstructionsAllowed: false,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: filtersOf(instrument),
  permissions: [],
  permissionSets: [['SPOT']],
  defaultSelfTradePreventionMode: 'NONE',
  allowedSelfTradePreventionModes: ['NONE'],
});

function filtersOf(instrument: Instrument): Record<string, unknown>[] {
  const tick = formatUnits(tickUnits(instrument));
  const lot = formatUnits(lotUnits(instrument));
  const maxQty = formatUnits(LIMITS.quantityMax);
  const [up, down] = [LIMITS.priceBand.toString(), '0.2'];
  return [
    { filterType: 'PRICE_FILTER', minPrice: tick, maxPrice: formatUnits(LIMITS.priceMax), tickSize: tick },
    { filterType: 'LOT_SIZE', minQty: lot, maxQty, stepSize: lot },
    { filterType: 'MARKET_LOT_SIZE', minQty: lot, maxQty, stepSize: lot },
    {
      filterType: 'PERCENT_PRICE_BY_SIDE',
      bidMultiplierUp: up,
      bidMultiplierDown: down,
      askMultiplierUp: up,
      askMultiplierDown: down,
      avgPriceMins: 0,
    },
    {
      filterType: 'NOTIONAL',
      minNotional: formatUnits(instrument.minNotional),
      applyMinToMarket: true,
      maxNotional: formatUnits(LIMITS.notionalMax),
      applyMaxToMarket: true,
      avgPriceMins: 0,
    },
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: LIMITS.openOrdersMax },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: LIMITS.waitingOrdersMax },
  ];
}
