import type { AnswerPart, ToolCall } from '@orbiquant/contracts';
import { fillSlots } from '../grounding/fill-slots.ts';
import type { Language } from '../language.ts';
import { PHRASES, TEMPLATES } from './templates.ts';

/** The answer to a plan's results: templates whose every figure is a field of a tool's result. */
export function writeAnswer(calls: readonly ToolCall[], language: Language): AnswerPart[] {
  return calls.flatMap((call, at) => [...(at > 0 ? [text('\n')] : []), ...aboutCall(call, language)]);
}

const text = (words: string): AnswerPart => ({ kind: 'text', text: words });

function aboutCall(call: ToolCall, language: Language): AnswerPart[] {
  if (!call.output) return [text(`${PHRASES[language].toolFailed}${wordsOnly(call.error ?? '')}. `)];
  const sentences = TEMPLATES[call.tool]?.[language] ?? [];
  return sentences.flatMap((sentence) => {
    const slots = `${sentence} `.replace(/\{\{(\w+)\}\}/g, `{{${call.toolCallId}.$1}}`);
    return fillSlots(slots, [call], language) ?? [];
  });
}

/** An error's own words, without figures: those belong to nobody. */
const wordsOnly = (message: string): string => message.replace(/\S*\p{N}\S*/gu, '…').replace(/\.$/, '');
