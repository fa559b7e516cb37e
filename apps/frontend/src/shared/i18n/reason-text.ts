import i18next, { type TFunction } from 'i18next';
import type { Decision, Reason } from '@orbiquant/contracts';
import { texts } from './texts.ts';

type Word = keyof (typeof texts)['es']['reasons']['words'];
const isWord = (text: string): text is Word => text in texts.es.reasons.words;

/** A code word of a reason's figures, such as a strategy's name, in the reader's language. */
export const wordText = (t: TFunction, text: string): string => (isWord(text) ? t(`reasons.words.${text}`) : text);

/** A reason as a clause: its registered text with its figures. A code without a text shows itself. */
export function reasonText(t: TFunction, { code, params }: Reason): string {
  const key = `reasons.${code}`;
  if (!i18next.exists(key)) return t('reasons.unknown', { code });
  const spoken = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, spokenParam(t, value)]));
  return String(i18next.t(key as never, spoken as never));
}

const spokenParam = (t: TFunction, value: string | number): string | number =>
  typeof value === 'number'
    ? value
    : value
        .split(', ')
        .map((part) => wordText(t, part))
        .join(', ');

/** The reason that decided: what forbade it, when something did. */
export const mainReason = ({ verdict, reasons }: Pick<Decision, 'verdict' | 'reasons'>): Reason | undefined =>
  (verdict === 'blocked' ? reasons.find(({ code }) => code.startsWith('risk.')) : undefined) ?? reasons[0];

/** A decision in one plain sentence. */
export function decisionText(t: TFunction, decision: Decision): string {
  const reason = mainReason(decision);
  const why = reason ? reasonText(t, reason) : t('common.none');
  const key = decision.verdict === 'acted' ? decision.action : decision.verdict;
  return t(`agents.sentence.${key}`, { why, symbol: decision.symbol });
}
