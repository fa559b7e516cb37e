import type { TFunction } from 'i18next';
import { texts } from '../i18n/texts.ts';

type Booking = keyof (typeof texts)['es']['invest']['reasonText'];
const isBooking = (reason: string): reason is Booking => reason in texts.es.invest.reasonText;

/** What a line of the statement is for, in words. */
export const bookingText = (t: TFunction, reason: string): string =>
  isBooking(reason) ? t(`invest.reasonText.${reason}`) : reason;
