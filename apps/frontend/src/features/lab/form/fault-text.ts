import type { TFunction } from 'i18next';
import { texts } from '../../../shared/i18n/texts.ts';
import type { Fault } from './fault.ts';

type Code = keyof (typeof texts)['es']['labForm']['fault'];
const isKnown = (code: string): code is Code => code in texts.es.labForm.fault;

/** A fault as a sentence in the reader's language; a code that we do not know speaks for itself. */
export function faultText(t: TFunction, { code, params, message }: Fault): string {
  const spoken = params ? code : `${code}-plain`;
  if (isKnown(spoken)) return t(`labForm.fault.${spoken}`, { ...params });
  if (isKnown(code)) return t(`labForm.fault.${code}`, { ...params });
  return message ?? code;
}
