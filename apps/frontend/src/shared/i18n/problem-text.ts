import type { TFunction } from 'i18next';
import { CallError } from '../api/call-error.ts';
import { texts } from './texts.ts';

type Code = keyof (typeof texts)['es']['problems'];

const isKnown = (code: string): code is Code => code in texts.es.problems;

/** An error as a sentence in the reader's language; an unknown code is our fault, not theirs. */
export function problemText(t: TFunction, error: unknown): string {
  const code = error instanceof CallError ? error.code : 'internal';
  return t(`problems.${isKnown(code) ? code : 'internal'}`);
}
