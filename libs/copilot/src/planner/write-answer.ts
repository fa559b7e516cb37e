import type { AnswerPart, ToolCall } from '@orbiquant/contracts';
import { fillSlots } from '../grounding/fill-slots.ts';
import type { Language } from '../language.ts';
import { PHRASES, TEMPLATES } from './templates.ts';

/** The answer to a plan's results: templates whose every figure is a field of a tool's result. Nothing is said twice. */
export function writeAnswer(calls: readonly ToolCall[], language: Language): AnswerPart[] {
  const said = new Set<string>();
  return calls.flatMap((call, at) => {
    const isNew = (sentence: string): boolean => {
      const what = `${String(call.output?.['symbol'])} ${sentence}`;
      return !said.has(what) && said.add(what) !== null;
    };
    return [...(at > 0 ? [text('\n')] : []), ...aboutCall(call, language, isNew)];
  });
}

const text = (words: string): AnswerPart => ({ kind: 'text', text: words });

function aboutCall(call: ToolCall, language: Language, isNew: (sentence: string) => boolean): AnswerPart[] {
  if (!call.output) return [text(`${PHRASES[language].toolFailed}${wordsOnly(call.error ?? '')}. `)];
  const sentences = (TEMPLATES[call.tool]?.[language] ?? []).filter(isNew);
  return sentences.flatMap((sentence) => {
    const slots = `${sentence} `.replace(/\{\{(\w+)\}\}/g, `{{${call.toolCallId}.$1}}`);
    return fillSlots(slots, [call], language) ?? [];
  });
}

/** An error's own words, without figures: those belong to nobody. */
const wordsOnly = (message: string): string => message.replace(/\S*\p{N}\S*/gu, '…').replace(/\.$/, '');
