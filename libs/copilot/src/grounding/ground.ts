import type { AnswerPart, ToolCall } from '@orbiquant/contracts';
import type { Language } from '../language.ts';
import { fillSlots, withoutSlots } from './fill-slots.ts';
import { numeralsIn } from './numerals.ts';

/** What stands where a sentence was taken out. */
export const WITHHELD: Readonly<Record<Language, string>> = {
  en: '[sentence withheld: it held a figure that no tool gave] ',
  es: '[frase retirada: contenía una cifra que no dio ninguna herramienta] ',
};

/** What an answer is checked against. */
export type Grounds = { question: string; calls: readonly ToolCall[]; language: Language };

/** A checked answer, and whether anything of it was left. */
export type Grounded = { parts: AnswerPart[]; kept: number; withheld: number };

/**
 * Checks a model's text sentence by sentence: a figure must come from a slot or stand in the question. A sentence with
 * any other numeral, in digits of any script or in words, or with a slot that leads nowhere, is withheld.
 */
export function ground(text: string, { question, calls, language }: Grounds): Grounded {
  const isAllowed = numeralFilter(question, language);
  let [kept, withheld] = [0, 0];
  const parts = sentencesOf(text).flatMap((sentence): AnswerPart[] => {
    const filled = isGrounded(sentence, isAllowed) ? fillSlots(sentence, calls, language) : null;
    if (filled) kept += 1;
    else withheld += 1;
    return filled ?? [{ kind: 'text', text: WITHHELD[language] }];
  });
  return { parts, kept, withheld };
}

type NumeralFilter = (typed: string) => boolean;

function numeralFilter(question: string, language: Language): NumeralFilter {
  const asked = new Set(numeralsIn(question, language));
  return (typed) => numeralsIn(typed, language).every((numeral) => asked.has(numeral));
}

function isGrounded(sentence: string, isAllowed: NumeralFilter): boolean {
  const typed = withoutSlots(sentence);
  return !/\{\{|\}\}/.test(typed) && isAllowed(typed);
}

/** Sentences with the white space that follows them; a stop between digits or inside a slot ends nothing. */
function sentencesOf(text: string): string[] {
  return (text.match(/(?:\{\{[^{}]*\}\}|[^.!?\n]|[.!?](?!\s|$))+(?:[.!?]+\s*|\n+|$)|[.!?\n]+\s*/g) ?? []).filter(
    (sentence) => sentence.trim() !== '',
  );
}
