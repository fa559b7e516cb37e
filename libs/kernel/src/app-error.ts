/** Every stable error code of the house and the HTTP status it becomes; a code without a status does not compile. */
export const HTTP_STATUS = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'in-progress': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-mismatch': 422,
  unprocessable: 422,
  'venue-refused': 422,
  'too-many-requests': 429,
  'data-stale': 503,
  'service-unavailable': 503,
  'venue-unavailable': 503,
  'timed-out': 504,
  internal: 500,
} as const satisfies Record<string, number>;

/** A stable code that clients may branch on; its text is translated by the client. */
export type ErrorCode = keyof typeof HTTP_STATUS;

/** One faulty field of a request: where it is, a stable code, and one plain sentence. */
export type FieldFault = { path: string; code: string; message: string };

/** What an operating error may carry beside its code and message. */
export type AppErrorOptions = {
  /** Whether the same call may succeed later without a change. */
  retryable?: boolean;
  /** When to try again, in seconds. */
  retryAfterSec?: number;
  errors?: readonly FieldFault[];
  cause?: unknown;
};

/** An operating error: expected, named, and handled once, by the route, consumer or job that owns the work. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly options: AppErrorOptions;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.options = options;
  }

  /** Whether the same call may succeed later without a change. */
  get retryable(): boolean {
    return this.options.retryable ?? false;
  }
}
