import type { TFunction } from 'i18next';
import { texts } from '../../shared/i18n/texts.ts';

type Wait = keyof (typeof texts)['es']['pool']['waits'];
type End = keyof (typeof texts)['es']['pool']['ended'];
const isWait = (code: string): code is Wait => code in texts.es.pool.waits;
const isEnd = (code: string): code is End => code in texts.es.pool.ended;

/** What a request waits for, or why it ended, in words; null when there is nothing to say. */
export function requestText(
  t: TFunction,
  { waitsFor, endReason }: { waitsFor: string | null; endReason: string | null },
): string | null {
  if (endReason) return t(`pool.ended.${isEnd(endReason) ? endReason : 'other'}`, { code: endReason });
  return waitsFor ? t(`pool.waits.${isWait(waitsFor) ? waitsFor : 'other'}`, { code: waitsFor }) : null;
}
