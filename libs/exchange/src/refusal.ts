/** Why the exchange says no: its published code and sentence. */
export type Refusal = { code: number; message: string };

/** Either what was asked for or why not. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** A refused request. */
export const refuse = (code: number, message: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, message },
});
/** A granted request. */
export const grant = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** The exchange's sentences that more than one rule uses. @see Binance spot API, errors.md */
export const REFUSALS = {
  insufficientBalance: refuse(-2010, 'Account has insufficient balance for requested action.'),
  duplicateOrder: refuse(-2010, 'Duplicate order sent.'),
  wouldMatch: refuse(-2010, 'Order would immediately match and take.'),
  wouldTrigger: refuse(-2010, 'Stop price would trigger immediately.'),
  unknownCancel: refuse(-2011, 'Unknown order sent.'),
  unknownOrder: refuse(-2013, 'Order does not exist.'),
  invalidSymbol: refuse(-1121, 'Invalid symbol.'),
} as const;
