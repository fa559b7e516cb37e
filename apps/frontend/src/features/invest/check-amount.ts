import type { Money, Product } from '@orbiquant/contracts';
import { parseAmount, type AmountFault } from '../../shared/money/parse-amount.ts';

export type Fault = AmountFault | 'below-min' | 'above-wallet';
export type Checked = { ok: true; money: Money } | { ok: false; fault: Fault };

/** What was typed as money for a product, or the first thing that is wrong with it. The server checks again. */
export function checkAmount(
  text: string,
  { product, wallet, language }: { product: Product; wallet: Money | null; language: string },
): Checked {
  const parsed = parseAmount(text, language, product.currencyExponent);
  if (!parsed.ok) return parsed;
  if (parsed.minor < product.investmentMin.minor) return { ok: false, fault: 'below-min' };
  if (wallet && parsed.minor > wallet.minor) return { ok: false, fault: 'above-wallet' };
  return { ok: true, money: { currency: product.currency, exponent: product.currencyExponent, minor: parsed.minor } };
}
