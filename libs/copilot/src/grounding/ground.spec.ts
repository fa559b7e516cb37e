import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ToolCall } from '@orbiquant/contracts';
import { formatFigure } from '../language.ts';
import { TEMPLATES } from '../planner/templates.ts';
import { TOOLS, toolNamed } from '../tools/index.ts';
import { ground, WITHHELD } from './ground.ts';
import { numeralsIn } from './numerals.ts';

const call: ToolCall = {
  toolCallId: 'm1',
  tool: 'market_analysis',
  input: {},
  output: { close: 94401.14, trend: 'up', sma: null, symbol: 'BTC/USDT', change24h: -0.0123 },
  error: null,
  asOfMs: 0,
  durationMs: 1,
};
const checked = (text: string, question = 'How is Bitcoin?', language: 'es' | 'en' = 'en') =>
  ground(text, { question, calls: [call], language });
const textOf = (text: string, question?: string, language?: 'es' | 'en') =>
  checked(text, question, language)
    .parts.map((part) => part.text)
    .join('');

describe('L10: every figure of an answer is a field of a tool result', () => {
  it('slots are filled and keep what they open', () => {
    const { parts } = checked('It stands at {{m1.close}}, {{ m1.change24h }} in a day.');
    expect(parts.filter(({ kind }) => kind === 'figure')).toEqual([
      { kind: 'figure', text: '94,401.14', toolCallId: 'm1', field: 'close' },
      { kind: 'figure', text: '-1.23 %', toolCallId: 'm1', field: 'change24h' },
    ]);
    expect(textOf('Está en {{m1.close}} y va {{m1.trend}}.', '¿?', 'es')).toBe('Está en 94.401,14 y va alcista.');
  });

  const invented = [
    'It will rise to 95000.',
    'It rises 3%.',
    'It rises by three percent.',
    'Expect ９５０００ soon.',
    'Expect ٩٥ soon.',
    'Expect ½ of it.',
    'Chapter Ⅳ says so.',
    'It is 9\u200b5 now.',
    'Twenty-five thousand it is.',
    'It is at {{m2.close}}.',
    'It is at {{m1.nothing}}.',
    'It is at {{m1.sma}}.',
    'It is at {{m1.close.',
    'It is at {{m1.close * 2}}.',
    'It is at {{constructor.name}}.',
    'It is at {{m1.__proto__}}.',
  ];
  for (const sentence of invented)
    it(`withholds: ${JSON.stringify(sentence)}`, () => {
      expect(textOf(`All is calm. ${sentence} Good day.`)).toBe(`All is calm. ${WITHHELD.en}Good day.`);
    });

  it('withholds number words in Spanish', () => {
    for (const sentence of ['Llegará a veinte mil.', 'Sube tres por ciento.', 'Vale veintidós.'])
      expect(textOf(sentence, '¿Cómo va?', 'es')).toBe(WITHHELD.es);
  });

  it('lets stand what the question itself says, and nothing near it', () => {
    expect(textOf('The average of 200 bars is not known.', 'SMA 200?')).toContain('200');
    expect(textOf('The average of 2000 bars is not known.', 'SMA 200?')).toBe(WITHHELD.en);
    expect(textOf('The average of 20 bars is not known.', 'SMA 200?')).toBe(WITHHELD.en);
  });

  it('holds for any text: no numeral outside a figure that is not in the question', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{{m1.close}}',
        '{{m1.trend}}',
        '{{m1.x}}',
        '{{',
        '}}',
        '. ',
        '! ',
        '\n',
        ' two ',
        '12',
        '1.5',
        '٣',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.string({ maxLength: 12 }), (pieces, question) => {
        const asked = new Set(numeralsIn(question, 'en'));
        for (const part of checked(pieces.join(''), question).parts)
          if (part.kind === 'text')
            expect(numeralsIn(part.text, 'en').filter((numeral) => !asked.has(numeral))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the templates', () => {
  const all = Object.entries(TEMPLATES).flatMap(([tool, byLanguage]) =>
    (['es', 'en'] as const).flatMap((language) =>
      byLanguage[language].map((sentence) => ({ tool, language, sentence })),
    ),
  );
  it('type no figure, and name only fields that their tool has', () => {
    for (const { tool, language, sentence } of all) {
      const slots = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!);
      expect(numeralsIn(sentence.replace(/\{\{\w+\}\}/g, ''), language)).toEqual([]);
      expect(slots.filter((field) => !toolNamed(tool)!.units[field])).toEqual([]);
    }
  });
  it('exist for every tool in both languages', () => {
    expect(Object.keys(TEMPLATES).sort()).toEqual(TOOLS.map(({ name }) => name).sort());
  });
});

it('figures are written as the language writes them', () => {
  const written = (['en', 'es'] as const).map((language) => [
    formatFigure(1234567.891, 'price', language),
    formatFigure(0.00001234, 'price', language),
    formatFigure(-12.3456789, 'price', language),
    formatFigure(0.01234, 'share', language),
    formatFigure(-0.00001, 'share', language),
    formatFigure(12, 'count', language),
    formatFigure(123456.789, 'quantity', language),
    formatFigure('down', 'trend', language),
  ]);
  expect(written).toEqual([
    ['1,234,567.89', '0.00001234', '-12.3457', '1.23 %', '0.00 %', '12', '123,456.79', 'down'],
    ['1.234.567,89', '0,00001234', '-12,3457', '1,23 %', '0,00 %', '12', '123.456,79', 'bajista'],
  ]);
});
