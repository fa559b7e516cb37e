/** A size to trade, or why the trader should stay out. */
export type Sized<Size extends string> =
  | ({ ok: true } & { [name in Size]: number })
  | { ok: false; refusal: 'negative-edge' | 'no-risk-defined' | 'too-small' };
