import {
  FILL_BAR,
  FILL_FEE,
  FILL_MS,
  FILL_ORDER,
  FILL_PRICE,
  FILL_SIGNED,
  TRADE_ENTRY_BAR,
  TRADE_ENTRY_MS,
  TRADE_ENTRY_ORDER,
  TRADE_ENTRY_PAID,
  TRADE_EXIT_BAR,
  TRADE_EXIT_MS,
  TRADE_EXIT_ORDER,
  TRADE_EXIT_PAID,
  TRADE_FEES,
  TRADE_LANE,
  TRADE_QUANTITY,
  TRADE_SIDE,
  type BacktestState,
} from './backtest-state.ts';
import type { Lane } from './lane.ts';
import {
  APPROVAL,
  DECIDED_AT,
  FEES,
  FILLED,
  LANE,
  MARKET,
  ORDER_PURPOSES,
  ORDER_STATUSES,
  ORDER_TYPES,
  ORDER_WIDTH,
  PAID,
  PRICE,
  PURPOSE,
  QUANTITY,
  REASON,
  REASONS,
  SIDE,
  STATUS,
  TAKE_PROFIT,
  TYPE,
} from './order-row.ts';
import type { FillRecord, OrderRecord, Trade } from './records.ts';

const tagOf = (state: BacktestState, order: number): string => state.tags[order / ORDER_WIDTH] ?? '';
const symbolOf = (state: BacktestState, lane: number): string => state.lanes[lane]!.instrument.symbol;

/** Every row of a table as an object. */
function rowsOf<T>(table: { rows: number; width: number }, read: (offset: number) => T): T[] {
  return Array.from({ length: table.rows }, (_unused, row) => read(row * table.width));
}

/** The trades of a run, in the order in which they were closed. */
export const readTrades = (state: BacktestState): Trade[] =>
  rowsOf(state.trades, (row) => readTrade(state, row)).sort((a, b) => a.exitAtMs - b.exitAtMs);

function readTrade(state: BacktestState, row: number): Trade {
  const { cells } = state.trades;
  const lane = state.lanes[cells[row + TRADE_LANE]!]!;
  const side = cells[row + TRADE_SIDE]!;
  const quantity = cells[row + TRADE_QUANTITY]!;
  const entryPaid = cells[row + TRADE_ENTRY_PAID]!;
  const exitPaid = cells[row + TRADE_EXIT_PAID]!;
  const fees = cells[row + TRADE_FEES]!;
  const [entryBar, exitBar] = [cells[row + TRADE_ENTRY_BAR]!, cells[row + TRADE_EXIT_BAR]!];
  const entryPrice = entryPaid / quantity;
  const pnl = side * (exitPaid - entryPaid) - fees;
  return {
    symbol: lane.instrument.symbol,
    side: side > 0 ? 'long' : 'short',
    quantity,
    entryAtMs: timeOf(lane, cells[row + TRADE_ENTRY_MS]!, entryBar),
    entryBar,
    entryPrice,
    exitAtMs: timeOf(lane, cells[row + TRADE_EXIT_MS]!, exitBar),
    exitBar,
    exitPrice: exitPaid / quantity,
    pnl,
    fees,
    returnShare: pnl / entryPaid,
    barsHeld: exitBar - entryBar,
    ...excursions(lane, { side, entryPrice, entryBar, exitBar }),
    entryTag: tagOf(state, cells[row + TRADE_ENTRY_ORDER]!),
    exitTag: tagOf(state, cells[row + TRADE_EXIT_ORDER]!),
  };
}

/** The instant that was noted inside a bar, else the open of the bar. */
const timeOf = ({ bars }: Lane, noted: number, bar: number): number =>
  Number.isNaN(noted) ? bars.openTimeMs[bar]! : noted;

type Held = { side: number; entryPrice: number; entryBar: number; exitBar: number };

function excursions({ bars }: Lane, { side, entryPrice, entryBar, exitBar }: Held) {
  let [highest, lowest] = [entryPrice, entryPrice];
  for (let at = entryBar; at <= exitBar; at++) {
    highest = Math.max(highest, bars.high[at]!);
    lowest = Math.min(lowest, bars.low[at]!);
  }
  const up = highest / entryPrice - 1;
  const down = 1 - lowest / entryPrice;
  return side > 0 ? { adverseShare: down, favourableShare: up } : { adverseShare: up, favourableShare: down };
}

/** Every order of a run, in the order in which they were decided. */
export const readOrders = (state: BacktestState): OrderRecord[] => rowsOf(state.orders, (row) => readOrder(state, row));

function readOrder(state: BacktestState, row: number): OrderRecord {
  const { cells } = state.orders;
  const filledQuantity = cells[row + FILLED]!;
  const side = cells[row + SIDE]!;
  const price = cells[row + PRICE]!;
  const reason = cells[row + REASON]!;
  return {
    orderId: row / ORDER_WIDTH,
    symbol: symbolOf(state, cells[row + LANE]!),
    side: side > 0 ? 'buy' : side < 0 ? 'sell' : null,
    type: typeOf(cells, row),
    purpose: ORDER_PURPOSES[cells[row + PURPOSE]!]!,
    price: Number.isNaN(price) ? null : price,
    quantity: cells[row + QUANTITY]!,
    filledQuantity,
    averagePrice: filledQuantity > 0 ? cells[row + PAID]! / filledQuantity : null,
    fees: cells[row + FEES]!,
    decidedBar: cells[row + DECIDED_AT]!,
    status: ORDER_STATUSES[cells[row + STATUS]!]!,
    reason: reason === APPROVAL ? (state.refusals.get(row) ?? '') : REASONS[reason]!,
    tag: tagOf(state, row),
  };
}

/** A stop that has triggered works as a market order; it is reported as what it was sent as. */
function typeOf(cells: Float64Array, row: number): OrderRecord['type'] {
  const type = cells[row + TYPE]!;
  if (type !== MARKET || Number.isNaN(cells[row + PRICE]!)) return ORDER_TYPES[type]!;
  return cells[row + PURPOSE] === TAKE_PROFIT ? 'limit' : 'stop';
}

/** Every fill of a run, in time. */
export const readFills = (state: BacktestState): FillRecord[] => rowsOf(state.fills, (row) => readFill(state, row));

function readFill(state: BacktestState, row: number): FillRecord {
  const { cells } = state.fills;
  const order = cells[row + FILL_ORDER]!;
  const lane = state.lanes[state.orders.cells[order + LANE]!]!;
  const bar = cells[row + FILL_BAR]!;
  return {
    orderId: order / ORDER_WIDTH,
    symbol: lane.instrument.symbol,
    bar,
    atMs: timeOf(lane, cells[row + FILL_MS]!, bar),
    signedQuantity: cells[row + FILL_SIGNED]!,
    price: cells[row + FILL_PRICE]!,
    fee: cells[row + FILL_FEE]!,
  };
}
