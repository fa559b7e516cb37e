const PLAIN = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/**
 * A plain decimal of a currency as minor units, rounded towards zero; null when the text is anything else (NaN,
 * exponents, blanks, thousands separators).
 */
export function parseMinor(text: string, exponent: number): bigint | null {
  const [, sign, whole, part = ''] = PLAIN.exec(text) ?? [];
  if (whole === undefined) return null;
  const minor = BigInt(whole + part.slice(0, exponent).padEnd(exponent, '0'));
  return sign === '-' ? -minor : minor;
}
