import type { TFunction } from 'i18next';
import { texts } from '../../../shared/i18n/texts.ts';

type Code = keyof (typeof texts)['es']['rules']['fault'];
const isKnown = (code: string): code is Code => Object.hasOwn(texts.es.rules.fault, code);

/** What is wrong with a part of the rules, in the reader's language; a code that we do not know speaks for itself. */
export const ruleFaultText = (t: TFunction, { code, message }: { code: string; message: string }): string =>
  isKnown(code) ? t(`rules.fault.${code}`) : message;
