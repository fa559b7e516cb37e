import type { Money } from '@orbiquant/contracts';
import { exponentOf } from '@orbiquant/ledger';

/** Minor units with the exponent that tells where the point goes. */
export const money = (minor: bigint, currency: string): Money => ({ minor, currency, exponent: exponentOf(currency) });
