/**
 * How much to trade. Shares are of equity at the moment of sizing (1 = all of it); `risk-fraction` is the share of
 * equity lost when the stop is hit, and needs one; `quantity` is in base units, `notional` in quote units. All > 0.
 */
export type Size = {
  readonly kind: 'equity-fraction' | 'risk-fraction' | 'quantity' | 'notional';
  readonly value: number;
};

/**
 * Open or add to a position. `market` acts at the next open; `limit` and `stop` wait at `price`. `stop` gives the
 * position up, `target` takes its profit, `trail` is a distance in quote units that the stop keeps from the best price
 * since entry. Prices in quote units.
 */
export type EnterIntent = {
  readonly kind: 'enter';
  readonly side: 'long' | 'short';
  readonly size: Size;
  readonly type: 'market' | 'limit' | 'stop';
  readonly price?: number;
  readonly stop?: number;
  readonly target?: number;
  readonly trail?: number;
  /**
   * Bars in which the order may fill; what is left of it then expires. 0 = at the open at which it arrives or not at all
   * (immediate or cancel). Without it the order waits for ever.
   */
  readonly goodForBars?: number;
  readonly tag: string;
};

/** Give up `fraction` (0 < fraction <= 1, all unless told) of the position at the next open. */
export type ExitIntent = { readonly kind: 'exit'; readonly fraction?: number; readonly tag: string };

/** Hold `weight` of equity in the instrument (negative = short), whatever is held now. */
export type TargetIntent = { readonly kind: 'target'; readonly weight: number; readonly tag: string };

/** Rest a limit order under a name of the strategy's own; a buy adds, a sell reduces what is held (or shorts, where allowed). */
export type PlaceIntent = {
  readonly kind: 'place';
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly size: Size;
  readonly goodForBars?: number;
  readonly tag: string;
};

/** Withdraw the order of that name; without a name every order that waits. */
export type CancelIntent = { readonly kind: 'cancel'; readonly id?: string };

/** Move the protective stop of the position. */
export type MoveStopIntent = { readonly kind: 'move-stop'; readonly stop: number; readonly tag: string };

/** What a strategy wants done. It is a wish: sizes, filters, cash and risk rules have the last word. */
export type Intent = EnterIntent | ExitIntent | TargetIntent | PlaceIntent | CancelIntent | MoveStopIntent;
