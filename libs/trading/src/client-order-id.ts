import { base32Digest } from '@orbiquant/kernel';
import type { OrderPurpose } from '@orbiquant/contracts';

/** What makes an intent the same intent: who, what, on which candle, for what, and which try. */
export type IntentKey = {
  agentId: string;
  symbol: string;
  interval: string;
  candleOpenTimeMs: number;
  purpose: OrderPurpose;
  attempt: number;
};

/** A deterministic intent id: the same decision, taken again after a crash, is the same intent. */
export function intentIdOf(key: IntentKey): string {
  return base32Digest(
    [key.agentId, key.symbol, key.interval, key.candleOpenTimeMs, key.purpose, key.attempt].join('|'),
    26,
  );
}

/** Our order id at the venue: 28 characters of [a-z2-7], which every supported venue accepts (Binance: <= 36 of [.A-Za-z0-9:/_-]). */
export const clientOrderIdOf = (intentId: string): string => `oq${intentId}`;
