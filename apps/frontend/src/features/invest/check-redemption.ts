import type { HoldingDetail } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import { parseAmount, type AmountFault } from '../../shared/money/parse-amount.ts';

/** Units are dealt in steps of 10^-12. */
export const UNIT_PLACES = 12;

/** A way to say how much is to leave, as the route takes it. */
export type RedeemWish = { ask: 'all' } | { ask: 'units'; units: Decimal } | { ask: 'cash'; cashMinor: bigint };
export type RedeemFault = AmountFault | 'more-than-held' | 'above-value';
export type CheckedRedemption = { ok: true; wish: RedeemWish } | { ok: false; fault: RedeemFault };

type Typed = { ask: RedeemWish['ask']; text: string; language: string };

/** What was typed as a wish to leave, or the first thing that is wrong with it. The server checks again. */
export function checkRedemption({ ask, text, language }: Typed, holding: HoldingDetail): CheckedRedemption {
  if (ask === 'all') return { ok: true, wish: { ask } };
  const { netValue } = holding;
  const parsed = parseAmount(text, language, ask === 'units' ? UNIT_PLACES : netValue.exponent);
  if (!parsed.ok) return parsed;
  if (ask === 'cash')
    return parsed.minor > netValue.minor
      ? { ok: false, fault: 'above-value' }
      : { ok: true, wish: { ask, cashMinor: parsed.minor } };
  const units = new Decimal(parsed.minor.toString()).div(Decimal.pow(10, UNIT_PLACES));
  return units.gt(unitsOf(holding)) ? { ok: false, fault: 'more-than-held' } : { ok: true, wish: { ask, units } };
}

/** All units of a holding, before the fee accrued is paid in some of them. */
export const unitsOf = ({ lots }: Pick<HoldingDetail, 'lots'>): Decimal =>
  lots.reduce((sum, { units }) => sum.plus(units), new Decimal(0));
