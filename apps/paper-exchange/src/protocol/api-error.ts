import type { Outcome, Refusal } from '@orbiquant/exchange';

/** An answer other than yes, as the exchange words it: HTTP status, its own code and a sentence. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;
  /** Further fields of the body. */
  readonly extra: Record<string, unknown>;

  constructor(
    code: number,
    message: string,
    rest: { status?: number; headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = rest.status ?? 400;
    this.headers = rest.headers ?? {};
    this.extra = rest.extra ?? {};
  }

  body(): Record<string, unknown> {
    return { code: this.code, msg: this.message, ...this.extra };
  }
}

/** The value of an outcome. @throws ApiError with the exchange's refusal. */
export function granted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw apiErrorOf(outcome.refusal);
}

/** A refusal as an answer. */
export const apiErrorOf = ({ code, message }: Refusal): ApiError => new ApiError(code, message);
