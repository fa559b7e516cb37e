import { invariant } from '@orbiquant/kernel';

/** Digits after the point of one unit: every asset and price of the exchange is counted in 0.00000001. */
export const UNIT_DECIMALS = 8;
/** How many units make 1. */
export const UNITS_PER_ONE = 100_000_000n;

const DECIMAL_TEXT = /^(\d+)(?:\.(\d+))?$/;

/** Exact units of a plain, unsigned decimal text such as `0.10`; null when it is no such text or is finer than a unit. */
export function parseUnits(text: string): bigint | null {
  const match = DECIMAL_TEXT.exec(text);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > UNIT_DECIMALS) return null;
  return BigInt(match[1] + fraction.padEnd(UNIT_DECIMALS, '0'));
}

/** Units of a text that is known to be well formed. @throws Invariant when it is not. */
export function units(text: string): bigint {
  const parsed = parseUnits(text.replace(/^-/, ''));
  invariant(parsed !== null, `not a quantity in units of 1e-8: ${text}`);
  return text.startsWith('-') ? -parsed : parsed;
}

/** Plain decimal text with eight digits, as the exchange prints every quantity and price. */
export function formatUnits(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(UNIT_DECIMALS + 1, '0');
  const whole = digits.slice(0, -UNIT_DECIMALS);
  return `${value < 0n ? '-' : ''}${whole}.${digits.slice(-UNIT_DECIMALS)}`;
}

/** Cost of `quantity` at `price`, in quote units; exact whenever tick and lot decimals add up to at most eight. */
export const notionalOf = (price: bigint, quantity: bigint): bigint => (price * quantity) / UNITS_PER_ONE;

/** Text of a scaled integer: `scaledText(12345n, 2)` is `123.45000000`. */
export function scaledText(value: bigint, decimals: number): string {
  if (decimals <= UNIT_DECIMALS) return formatUnits(value * 10n ** BigInt(UNIT_DECIMALS - decimals));
  return formatUnits(value / 10n ** BigInt(decimals - UNIT_DECIMALS));
}

/** The smaller of two. */
export const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/** The larger of two. */
export const maxOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);
