/** A stretch between one entry order and one exit order. Prices are averages over their fills. */
export type Trade = {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  /** Base units, > 0. */
  readonly quantity: number;
  readonly entryAtMs: number;
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly exitAtMs: number;
  readonly exitBar: number;
  readonly exitPrice: number;
  /** Quote units after the fees of both ends; funding and liquidation fees are costs of the account. */
  readonly pnl: number;
  /** Quote units. */
  readonly fees: number;
  /** pnl / entry notional; 0.01 = 1 %. */
  readonly returnShare: number;
  readonly barsHeld: number;
  /** Farthest that price went against and for the trade, as shares of the entry price, >= 0; from whole bars. */
  readonly adverseShare: number;
  readonly favourableShare: number;
  readonly entryTag: string;
  readonly exitTag: string;
};

/** An order and what became of it. */
export type OrderRecord = {
  readonly orderId: number;
  readonly symbol: string;
  /** Null when it ended before it was known which way it went. */
  readonly side: 'buy' | 'sell' | null;
  readonly type: 'market' | 'limit' | 'stop';
  readonly purpose: 'entry' | 'exit' | 'target' | 'place' | 'stop' | 'take-profit' | 'liquidation' | 'end';
  /** Limit or trigger price, quote units; null at market. */
  readonly price: number | null;
  /** Base units; 0 when it was never sized. */
  readonly quantity: number;
  readonly filledQuantity: number;
  /** Average over its fills, quote units; null without any. */
  readonly averagePrice: number | null;
  readonly fees: number;
  readonly decidedBar: number;
  readonly status: 'waiting' | 'filled' | 'cancelled' | 'expired' | 'rejected';
  /** Stable code; empty when there is nothing to explain. */
  readonly reason: string;
  readonly tag: string;
};

/** One execution. */
export type FillRecord = {
  readonly orderId: number;
  readonly symbol: string;
  readonly bar: number;
  /** Open time of the bar, or finer bar, in which it happened. */
  readonly atMs: number;
  /** Base units: positive bought, negative sold. */
  readonly signedQuantity: number;
  readonly price: number;
  readonly fee: number;
};
