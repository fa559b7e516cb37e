import type { EnterIntent, Intent, PlaceIntent, Size } from '@orbiquant/strategy';
import type { BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';
import {
  ENTRY,
  EXIT,
  LAST_BAR,
  EQUITY_FRACTION,
  FIXED_QUANTITY,
  LIMIT,
  MARKET,
  NO_REASON,
  NO_SHORT,
  NOT_A_PRICE,
  NOTIONAL,
  PLACED,
  POSITION_FRACTION,
  PRICE,
  PURPOSE,
  REASON,
  REBALANCE,
  RISK_FRACTION,
  SIDE,
  SIZE_KIND,
  SIZE_VALUE,
  STOP,
  STOP_TYPE,
  TARGET,
  TRAIL,
  TYPE,
  WEIGHT,
} from './order-row.ts';
import { tickPrice } from './order-price.ts';

/** An intent that becomes an order. */
export type OrderIntent = Exclude<Intent, { kind: 'cancel' | 'move-stop' }>;

const TYPE_CODES = { market: MARKET, limit: LIMIT, stop: STOP_TYPE } as const satisfies Record<
  EnterIntent['type'],
  number
>;

const SIZE_CODES = {
  'equity-fraction': EQUITY_FRACTION,
  'risk-fraction': RISK_FRACTION,
  quantity: FIXED_QUANTITY,
  notional: NOTIONAL,
} as const satisfies Record<Size['kind'], number>;

/** Writes a wish, decided at the last close, into a new order; one that makes no sense carries its reason. @returns its row. */
export function draftOrder(state: BacktestState, lane: Lane, intent: OrderIntent): number {
  const row = state.addOrder(lane.index, lane.markBar, intent.tag);
  const { cells } = state.orders;
  switch (intent.kind) {
    case 'enter':
      draftEntry(cells, row, intent);
      cells[row + REASON] = faultOf(state, lane, intent);
      break;
    case 'place':
      draftPlaced(cells, row, intent);
      lane.named.set(intent.id, row);
      break;
    case 'exit':
      cells[row + PURPOSE] = EXIT;
      cells[row + SIZE_KIND] = POSITION_FRACTION;
      cells[row + SIZE_VALUE] = intent.fraction ?? 1;
      break;
    default:
      cells[row + PURPOSE] = REBALANCE;
      cells[row + SIZE_KIND] = WEIGHT;
      cells[row + SIZE_VALUE] = intent.weight;
  }
  onTicks(cells, row, lane.instrument.filters.tickSize);
  return row;
}

function draftEntry(cells: Float64Array, row: number, intent: EnterIntent): void {
  cells[row + SIDE] = intent.side === 'long' ? 1 : -1;
  cells[row + TYPE] = TYPE_CODES[intent.type];
  cells[row + PURPOSE] = ENTRY;
  cells[row + SIZE_KIND] = SIZE_CODES[intent.size.kind];
  cells[row + SIZE_VALUE] = intent.size.value;
  if (intent.type !== 'market') cells[row + PRICE] = intent.price ?? NaN;
  if (intent.stop !== undefined) cells[row + STOP] = intent.stop;
  if (intent.target !== undefined) cells[row + TARGET] = intent.target;
  if (intent.trail !== undefined) cells[row + TRAIL] = intent.trail;
  if (intent.goodForBars !== undefined) cells[row + LAST_BAR] = intent.goodForBars;
}

function faultOf(state: BacktestState, lane: Lane, intent: EnterIntent): number {
  if (intent.side === 'short' && !(lane.isPerpetual && state.assumptions.allowShort)) return NO_SHORT;
  return isPriced(intent) && isPositive(intent.size.value) && hasSoundBracket(intent) ? NO_REASON : NOT_A_PRICE;
}

const isPriced = ({ type, price = NaN }: EnterIntent): boolean => type === 'market' || isPositive(price);

const hasSoundBracket = ({ stop = 1, target = 1, trail = 1 }: EnterIntent): boolean =>
  isPositive(stop) && isPositive(target) && isPositive(trail);

const isPositive = (value: number): boolean => value > 0 && value < Infinity;

function draftPlaced(cells: Float64Array, row: number, { side, price, size, goodForBars }: PlaceIntent): void {
  cells[row + SIDE] = side === 'buy' ? 1 : -1;
  cells[row + TYPE] = LIMIT;
  cells[row + PURPOSE] = PLACED;
  cells[row + SIZE_KIND] = SIZE_CODES[size.kind];
  cells[row + SIZE_VALUE] = size.value;
  cells[row + PRICE] = price;
  if (goodForBars !== undefined) cells[row + LAST_BAR] = goodForBars;
  if (!(isPositive(price) && isPositive(size.value))) cells[row + REASON] = NOT_A_PRICE;
}

/** Prices go to the venue's ticks, each to the side on which it is met later, never sooner, than was asked. */
function onTicks(cells: Float64Array, row: number, tick: number): void {
  const side = cells[row + SIDE]!;
  if (cells[row + TYPE] !== MARKET)
    cells[row + PRICE] = tickPrice(cells[row + PRICE]!, tick, cells[row + TYPE] === LIMIT ? side : -side);
  if (!Number.isNaN(cells[row + STOP]!)) cells[row + STOP] = tickPrice(cells[row + STOP]!, tick, side);
  if (!Number.isNaN(cells[row + TARGET]!)) cells[row + TARGET] = tickPrice(cells[row + TARGET]!, tick, -side);
}
