/** The body of Stripe's errors. */
export type StripeErrorBody = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: Readonly<Record<string, unknown>>;
};

/** A request that Stripe refuses. Only refusals of an operation that had begun are kept under an idempotency key. */
export class StripeFault extends Error {
  readonly status: number;
  readonly error: StripeErrorBody;
  readonly isKept: boolean;

  constructor(status: number, error: StripeErrorBody, isKept: boolean) {
    super(error.message);
    this.name = 'StripeFault';
    this.status = status;
    this.error = error;
    this.isKept = isKept;
  }
}

type Detail = { code?: string; param?: string; status?: number };

/** A parameter is wrong: nothing began, so the same key may be used again with better ones. */
export const wrongParameter = (message: string, { code, param, status = 400 }: Detail = {}): StripeFault =>
  new StripeFault(status, { type: 'invalid_request_error', message, ...optional(code, param) }, false);

/** The operation began and was refused; the answer is kept under its key. */
export const refused = (message: string, { code, param, status = 400 }: Detail = {}): StripeFault =>
  new StripeFault(status, { type: 'invalid_request_error', message, ...optional(code, param) }, true);

/** What was named does not exist. */
export const missing = (what: string, id: string, param = 'id'): StripeFault =>
  refused(`No such ${what}: '${id}'`, { code: 'resource_missing', param, status: param === 'id' ? 404 : 400 });

const optional = (code?: string, param?: string): { code?: string; param?: string } => ({
  ...(code === undefined ? {} : { code }),
  ...(param === undefined ? {} : { param }),
});
