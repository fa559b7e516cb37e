import type { AnswerPart, ToolCall } from '@orbiquant/contracts';
import { formatFigure, type Language } from '../language.ts';
import { toolNamed } from '../tools/index.ts';

/** A slot: the tool call and the field whose figure belongs there. */
const SLOT = /\{\{\s*([A-Za-z0-9_-]{1,40})\.([A-Za-z0-9_]{1,40})\s*\}\}/g;

/** Text without its slots: what the writer typed by hand. */
export const withoutSlots = (text: string): string => text.replace(SLOT, ' ');

/**
 * Text with its slots filled from tool results, as parts: each figure names the call and the field that it is.
 * Null, when a slot names a call or a field that does not exist or has no figure.
 */
export function fillSlots(text: string, calls: readonly ToolCall[], language: Language): AnswerPart[] | null {
  const parts: AnswerPart[] = [];
  let from = 0;
  for (const match of text.matchAll(SLOT)) {
    const figure = figureOf(calls, { toolCallId: match[1]!, field: match[2]! }, language);
    if (!figure) return null;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push(figure);
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function figureOf(
  calls: readonly ToolCall[],
  { toolCallId, field }: { toolCallId: string; field: string },
  language: Language,
): AnswerPart | null {
  const call = calls.find((candidate) => candidate.toolCallId === toolCallId);
  const unit = call && toolNamed(call.tool)?.units[field];
  const value = call?.output?.[field];
  if (!unit || (typeof value !== 'number' && typeof value !== 'string')) return null;
  return { kind: 'figure', text: formatFigure(value, unit, language), toolCallId, field };
}
