import { parseUnits, type Instrument } from '@orbiquant/exchange';
import { ApiError } from './api-error.ts';

/** A request's named texts, from query, form body or WebSocket message. */
export type Params = Record<string, string>;

/** A text that must be there. */
export function required(params: Params, name: string): string {
  const text = params[name];
  if (text === undefined)
    throw new ApiError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
  if (text === '') throw new ApiError(-1105, `Parameter '${name}' was empty.`);
  return text;
}

/** A whole number; `fallback` when absent. */
export function integer<T>(params: Params, name: string, fallback: T): number | T {
  const text = params[name];
  if (text === undefined) return fallback;
  if (!/^-?\d{1,16}$/.test(text)) throw illegal(name);
  return Number(text);
}

/** How many rows to serve, between 1 and `most`. */
export function rowLimit(params: Params, fallback: number, most: number): number {
  const limit = integer(params, 'limit', fallback);
  if (limit < 1) throw new ApiError(-1130, "Data sent for parameter 'limit' is not valid.");
  return Math.min(limit, most);
}

/** A quantity or price in units, 0 when absent. */
export function unitsOf(params: Params, name: string): bigint {
  const text = params[name];
  if (text === undefined) return 0n;
  if (!/^\d+(\.\d+)?$/.test(text)) throw illegal(name);
  const parsed = parseUnits(text);
  if (parsed === null) throw new ApiError(-1111, `Parameter '${name}' has too much precision.`);
  return parsed;
}

/** One of a few words. */
export function oneOf<T extends string>(
  params: Params,
  name: string,
  words: { allowed: readonly T[]; code: number; message: string },
): T {
  const text = required(params, name);
  const found = words.allowed.find((word) => word === text);
  if (!found) throw new ApiError(words.code, words.message);
  return found;
}

/** The listed instrument a request names. */
export function instrumentIn(books: Map<string, { instrument: Instrument }>, params: Params): Instrument {
  const book = books.get(required(params, 'symbol'));
  if (!book) throw new ApiError(-1121, 'Invalid symbol.');
  return book.instrument;
}

const illegal = (name: string): ApiError =>
  new ApiError(
    -1100,
    `Illegal characters found in parameter '${name}'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.`,
  );
