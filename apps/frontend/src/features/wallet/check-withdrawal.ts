import type { Money, Wallet } from '@orbiquant/contracts';
import { parseAmount, type AmountFault } from '../../shared/money/parse-amount.ts';

export type WithdrawalFault = AmountFault | 'below-min' | 'above-max' | 'over-day' | 'over-month' | 'above-available';
export type CheckedWithdrawal = { ok: true; money: Money } | { ok: false; fault: WithdrawalFault };

/** What was typed as whole cents that may leave, or the first thing that is wrong with it. The server checks again. */
export function checkWithdrawal(text: string, wallet: Wallet, language: string): CheckedWithdrawal {
  const { currency, exponent } = wallet.available;
  const parsed = parseAmount(text, language, exponent);
  if (!parsed.ok) return parsed;
  const { limits, available } = wallet;
  const bounds: ReadonlyArray<readonly [WithdrawalFault, boolean]> = [
    ['below-min', parsed.minor < limits.min.minor],
    ['above-max', parsed.minor > limits.max.minor],
    ['over-day', parsed.minor > limits.left24h.minor],
    ['over-month', parsed.minor > limits.left30d.minor],
    ['above-available', parsed.minor > available.minor],
  ];
  const fault = bounds.find(([, isCrossed]) => isCrossed)?.[0];
  return fault ? { ok: false, fault } : { ok: true, money: { currency, exponent, minor: parsed.minor } };
}
