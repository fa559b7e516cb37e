/** An HTTP answer of the emulator. Bodies are shared with its books: read them, never change them. */
export type StripeReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
};
