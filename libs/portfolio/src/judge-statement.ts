import type { AccountStatement } from '@orbiquant/contracts';
import { Decimal, sumDecimals, ZERO } from '@orbiquant/kernel';

/** What our own fills say the venue account must hold. */
export type OwnRecord = {
  /** Base quantity by symbol, net of base fees; symbols that are flat may be left out. */
  quantities: ReadonlyMap<string, Decimal>;
  /** Cash the account started with plus what the fills paid and received. Quote units. */
  cash: Decimal;
  /** How many fills were added up: each may be off by one rounding of the venue. */
  fills: number;
  /** Decimal places to which the venue keeps cash at least. */
  exponent: number;
};

/** Why a statement cannot carry a NAV. */
export type StatementRefusal = {
  code: 'not-reconciled' | 'orders-unknown' | 'mark-missing' | 'equity-off' | 'positions-off' | 'cash-off';
  detail: string;
};

/** Either a statement may carry a NAV, or why not. */
export type StatementVerdict = { ok: true } | { ok: false; refusal: StatementRefusal };

type Check = (statement: AccountStatement, own: OwnRecord) => string | null;

const CHECKS: ReadonlyArray<readonly [StatementRefusal['code'], Check]> = [
  [
    'not-reconciled',
    ({ differences }) => (differences[0] && `the venue and we differ in ${differences[0].asset}`) || null,
  ],
  [
    'orders-unknown',
    ({ unknownOrders }) => (unknownOrders > 0 ? `${unknownOrders} orders with unknown outcome` : null),
  ],
  ['mark-missing', unmarked],
  ['equity-off', equityOff],
  ['positions-off', positionsOff],
  ['cash-off', cashOff],
];

/**
 * Whether a venue statement may carry a NAV: reconciled, complete, marked, adding up, and equal to the sum of our own
 * fills. An external figure is compared, never believed.
 */
export function judgeStatement(statement: AccountStatement, own: OwnRecord): StatementVerdict {
  for (const [code, check] of CHECKS) {
    const detail = check(statement, own);
    if (detail) return { ok: false, refusal: { code, detail } };
  }
  return { ok: true };
}

/** A mark that is missing or from another hour than the statement is no mark. Milliseconds of market time. */
export const MARK_AGE_MS_MAX = 3_600_000;

function unmarked({ holdings, atMs }: AccountStatement): string | null {
  const bad = holdings.find(
    ({ quantity, mark, markAtMs }) => !quantity.isZero() && (!mark.greaterThan(0) || atMs - markAtMs > MARK_AGE_MS_MAX),
  );
  return bad ? `${bad.symbol} has no fresh mark` : null;
}

function equityOff({ cash, holdings, equity }: AccountStatement): string | null {
  const sum = sumDecimals([cash, ...holdings.map(({ quantity, mark }) => quantity.times(mark))]);
  return sum.equals(equity) ? null : `equity is stated as ${equity.toFixed()} and adds up to ${sum.toFixed()}`;
}

function positionsOff({ holdings }: AccountStatement, { quantities }: OwnRecord): string | null {
  const stated = new Map(holdings.map(({ symbol, quantity }) => [symbol, quantity]));
  for (const symbol of new Set([...stated.keys(), ...quantities.keys()])) {
    const [theirs, ours] = [stated.get(symbol) ?? ZERO, quantities.get(symbol) ?? ZERO];
    if (!theirs.equals(ours)) return `${symbol}: stated ${theirs.toFixed()}, our fills add up to ${ours.toFixed()}`;
  }
  return null;
}

/** One minor unit for each fill: a venue rounds each payment once. */
function cashOff({ cash }: AccountStatement, own: OwnRecord): string | null {
  const tolerance = new Decimal(10).pow(-own.exponent).times(own.fills + 1);
  const gap = cash.minus(own.cash).abs();
  return gap.greaterThan(tolerance) ? `cash: stated ${cash.toFixed()}, our fills leave ${own.cash.toFixed()}` : null;
}
