import { navOf, note, type Draft } from './draft.ts';
import { accruedManagementFeeMinor, accrueManagementFee, FEE_DIVISOR } from './management-fee.ts';
import { bidOf, offerOf, PRICE_ONE_E12 } from './scale.ts';

/** What a pool is worth at a statement: equity before and after the management fee owed, and whether anything is left. */
export type Valuation = { grossMinor: bigint; accruedMinor: bigint; navMinor: bigint; isLost: boolean };

/** Accrues the management fee up to the strike and prices the pool; books nothing yet. */
export function valuePool(draft: Draft): Valuation {
  const { pool, order, atMs } = draft;
  draft.feeNumerator = accrueManagementFee(pool, atMs);
  const grossMinor = pool.cashMinor + order.venueEquityMinor;
  const accruedMinor = accruedManagementFeeMinor(draft);
  const navMinor = grossMinor - accruedMinor;
  if (pool.units === 0n) {
    draft.priceE12 = PRICE_ONE_E12;
    draft.offerE12 = PRICE_ONE_E12;
    return { grossMinor, accruedMinor, navMinor, isLost: navMinor < 0n };
  }
  draft.priceE12 = bidOf(navMinor, pool.units, pool.exponent);
  const isLost = draft.priceE12 === 0n;
  draft.offerE12 = isLost ? 0n : offerOf(navMinor, pool.units, pool.exponent);
  return { grossMinor, accruedMinor, navMinor, isLost };
}

/** Books the result of trading since the last strike, then the management fee of that time. */
export function bookResult(draft: Draft, { accruedMinor }: Valuation): void {
  const { pool, order } = draft;
  notePnl(draft, order.venueEquityMinor - pool.venueMinor);
  const feeMinor = accruedMinor - accruedManagementFeeMinor(pool);
  note(draft, { reason: 'management-fee', from: 'capital', to: 'fees-accrued', minor: feeMinor });
}

/**
 * Books a total loss: nothing is owed to holders any more, the manager keeps of the accrued fee only what is there,
 * and what is lost beyond that is the operator's. Answers with that shortfall.
 */
export function bookTotalLoss(draft: Draft, { grossMinor, accruedMinor, navMinor }: Valuation): bigint {
  const owedMinor = accruedManagementFeeMinor(draft.pool);
  const keptMinor = navMinor >= 0n ? accruedMinor : grossMinor > 0n ? grossMinor : 0n;
  const dustMinor = navMinor > 0n ? navMinor : 0n;
  const waivedMinor = owedMinor > keptMinor ? owedMinor - keptMinor : 0n;
  note(draft, { reason: 'management-fee-waived', from: 'fees-accrued', to: 'capital', minor: waivedMinor });
  notePnl(draft, keptMinor + dustMinor - draft.pool.navMinor - owedMinor);
  const feeMinor = keptMinor > owedMinor ? keptMinor - owedMinor : 0n;
  note(draft, { reason: 'management-fee', from: 'capital', to: 'fees-accrued', minor: feeMinor });
  note(draft, { reason: 'rounding', from: 'capital', to: 'rounding', minor: dustMinor });
  draft.feeNumerator = keptMinor * FEE_DIVISOR;
  return grossMinor < 0n ? -grossMinor : 0n;
}

/** Pays the manager the accrued fee as far as the pool's cash goes; investors who leave were paid first. */
export function payManagementFee(draft: Draft): void {
  const accruedMinor = accruedManagementFeeMinor(draft);
  const minor = accruedMinor < draft.cashMinor ? accruedMinor : draft.cashMinor;
  if (minor <= 0n) return;
  draft.cashMinor -= minor;
  draft.feeNumerator -= minor * FEE_DIVISOR;
  note(draft, { reason: 'management-fee-paid', from: 'fees-accrued', to: 'fees-earned', minor });
}

/** When the last unit is gone, what roundings left in cash goes to the rounding account: it is nobody's. */
export function sweepDust(draft: Draft): void {
  if (draft.units > 0n || draft.pool.units === 0n) return;
  const leftMinor = navOf(draft);
  const minor = leftMinor < draft.cashMinor ? leftMinor : draft.cashMinor;
  if (minor <= 0n) return;
  draft.cashMinor -= minor;
  note(draft, { reason: 'rounding', from: 'capital', to: 'rounding', minor });
}

function notePnl(draft: Draft, pnlMinor: bigint): void {
  if (pnlMinor >= 0n) note(draft, { reason: 'trading-pnl', from: 'trading-pnl', to: 'capital', minor: pnlMinor });
  else note(draft, { reason: 'trading-pnl', from: 'capital', to: 'trading-pnl', minor: -pnlMinor });
}
