import type { TFunction } from 'i18next';
import { texts } from '../../shared/i18n/texts.ts';

type Reason = keyof (typeof texts)['es']['withdrawal']['reason'];
const isKnown = (code: string): code is Reason => code in texts.es.withdrawal.reason;

/** Why a withdrawal ended as it did: a code in words, or the words that an operator wrote. */
export const withdrawalReason = (t: TFunction, reason: string): string =>
  isKnown(reason) ? t(`withdrawal.reason.${reason}`) : reason;
