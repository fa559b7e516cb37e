import type { TFunction } from 'i18next';
import { CallError } from '../../shared/api/call-error.ts';
import { texts } from '../../shared/i18n/texts.ts';

type Refusal = keyof (typeof texts)['es']['withdrawal']['refused'];
const isRefusal = (code: string): code is Refusal => code in texts.es.withdrawal.refused;

/** Why the house refused a withdrawal, in words; null when the error says nothing of that kind. */
export function refusalText(t: TFunction, error: unknown): string | null {
  const code = error instanceof CallError ? (error.errors[0]?.code ?? '') : '';
  return isRefusal(code) ? t(`withdrawal.refused.${code}`) : null;
}
