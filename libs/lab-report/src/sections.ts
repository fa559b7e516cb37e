import type { LabResult, LabRun, LabTrade } from '@orbiquant/contracts';
import { fillIn, words, type WordKind } from '@orbiquant/lab-words';
import type { Language, Reported } from './report.ts';
import { reportTexts, type ReportTexts } from './texts.ts';

/** A table of a report: cells are figures, text or nothing. */
export type Cell = string | number | null;
export type ReportTable = { title: string; head: string[]; rows: Cell[][] };

/** A list of sentences, each with a mark for or against where it has one. */
export type ReportList = { title: string; items: Array<{ text: string; passes?: boolean }> };

/** What every format of a report says, in its order. */
export type Sections = {
  title: string;
  subtitle: string;
  noPromise: string;
  verdict: ReportList | null;
  figures: ReportTable;
  findings: ReportList;
  stresses: ReportList;
  tables: ReportTable[];
  card: ReportTable;
};

/** Figures that a headline shows, in this order; a ratio is written as a percentage. */
const HEADLINE: ReadonlyArray<[name: string, way: 'percent' | 'ratio' | 'money' | 'whole']> = [
  ['totalReturn', 'percent'],
  ['cagr', 'percent'],
  ['buyAndHoldReturn', 'percent'],
  ['sharpe', 'ratio'],
  ['sortino', 'ratio'],
  ['calmar', 'ratio'],
  ['annualVolatility', 'percent'],
  ['drawdownMax', 'percent'],
  ['trades', 'whole'],
  ['winRate', 'percent'],
  ['profitFactor', 'ratio'],
  ['expectancy', 'percent'],
  ['exposureTime', 'percent'],
  ['equityFinal', 'money'],
  ['fees', 'money'],
  ['slippage', 'money'],
  ['funding', 'money'],
  ['plateau', 'ratio'],
  ['efficiency', 'percent'],
];

/** The words and tables of a report. */
export function sectionsOf({ run, result }: Reported, language: Language): Sections {
  const texts = reportTexts[language];
  const { order } = run;
  const quote = quoteOf(order);
  const say = (kind: WordKind, code: string, params = {}): string => words(kind, code, { language, params, quote });
  return {
    title: `${texts.title}: ${say('strategy', order.strategy)}, ${order.symbols.join(', ')}, ${order.interval}`,
    subtitle: `${texts.kinds[order.kind] ?? order.kind}. ${madeOf(run, language)}`,
    noPromise: texts.noPromise,
    verdict: verdictOf(result, { language, quote }),
    figures: {
      title: texts.figures,
      head: [],
      rows: HEADLINE.flatMap(([name, way]) => {
        const value = result.figures[name];
        if (value === null || value === undefined) return [];
        return [[say('figure', name), fillIn(`{{value|${way}}}`, { value, currency: quote }, language)]];
      }),
    },
    findings: {
      title: texts.findings,
      items: result.findings.map(({ code, params, suggestion }) => ({
        text: `${say('finding', code, params)} ${say('suggestion', suggestion, params)}`.trim(),
      })),
    },
    stresses: {
      title: texts.stresses,
      items: result.stresses.map(({ code, params, passes }) => ({ text: say('stress', code, params), passes })),
    },
    tables: [windowsOf(result, language), trialsOf(result, language), tradesOf(result, language)].filter(
      ({ rows }) => rows.length > 0,
    ),
    card: { title: texts.card, head: [], rows: cardRows(run, result) },
  };
}

/** The money that a run is counted in. */
const quoteOf = ({ symbols }: LabRun['order']): string => symbols[0]?.split('/')[1] ?? '';

function madeOf({ order }: LabRun, language: Language): string {
  return reportTexts[language].made.replace('{{from}}', day(order.fromMs)).replace('{{to}}', day(order.toMs));
}

/** A day or an instant in UTC, the same in every language. */
const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const instant = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');

function verdictOf(
  { verdict }: LabResult,
  { language, quote }: { language: Language; quote: string },
): ReportList | null {
  if (!verdict) return null;
  const texts = reportTexts[language];
  const reasons = verdict.reasons.map(({ code, params, passes }) => ({
    text: words('reason', code, { language, params, quote }),
    passes,
  }));
  const count = { text: fillIn(texts.trialsBefore, { trials: verdict.trials }, language) };
  return { title: `${texts.verdict}: ${verdict.passes ? texts.passes : texts.fails}`, items: [...reasons, count] };
}

type Column = { key: keyof LabTrade & string; cell: (trade: LabTrade, texts: ReportTexts) => Cell };
const TRADE_COLUMNS: readonly Column[] = [
  { key: 'symbol', cell: ({ symbol }) => symbol },
  { key: 'side', cell: ({ side }, texts) => texts.sides[side] },
  { key: 'entryAtMs', cell: ({ entryAtMs }) => instant(entryAtMs) },
  { key: 'exitAtMs', cell: ({ exitAtMs }) => instant(exitAtMs) },
  { key: 'quantity', cell: ({ quantity }) => quantity },
  { key: 'entryPrice', cell: ({ entryPrice }) => entryPrice },
  { key: 'exitPrice', cell: ({ exitPrice }) => exitPrice },
  { key: 'pnl', cell: ({ pnl }) => pnl },
  { key: 'returnRatio', cell: ({ returnRatio }) => returnRatio * 100 },
  { key: 'barsHeld', cell: ({ barsHeld }) => barsHeld },
];

function tradesOf({ trades, tradesLeftOut }: LabResult, language: Language): ReportTable {
  const texts = reportTexts[language];
  const more = tradesLeftOut > 0 ? ` (${texts.tradesLeftOut.replace('{{count}}', String(tradesLeftOut))})` : '';
  return {
    title: texts.trades + more,
    head: TRADE_COLUMNS.map(({ key }) => texts.columns[key] ?? key),
    rows: trades.map((trade) => TRADE_COLUMNS.map(({ cell }) => cell(trade, texts))),
  };
}

/** Figures of a trial, and by how much they are multiplied: ratios are shown in percent. */
const SHOWN = [
  ['totalReturn', 100],
  ['sharpe', 1],
  ['drawdownMax', 100],
  ['trades', 1],
] as const;

function trialsOf({ trials }: LabResult, language: Language): ReportTable {
  const texts = reportTexts[language];
  const names = Object.keys(trials[0]?.parameters ?? {});
  const head = SHOWN.map(([name, times]) => words('figure', name, { language }) + (times === 100 ? ', %' : ''));
  return {
    title: texts.trials,
    head: [...names, ...head, texts.columns['feasible'] ?? ''],
    rows: trials.map(({ parameters, figures, feasible }) => [
      ...names.map((name) => parameters[name] ?? null),
      ...SHOWN.map(([name, times]) => {
        const value = figures[name];
        return value === null || value === undefined ? null : value * times;
      }),
      feasible ? texts.yes : texts.no,
    ]),
  };
}

function windowsOf({ windows }: LabResult, language: Language): ReportTable {
  const texts = reportTexts[language];
  const names = Object.keys(windows[0]?.parameters ?? {});
  return {
    title: texts.windows,
    head: [
      'train',
      'test',
      ...names,
      ...['sharpe', 'totalReturn'].flatMap((name) => [`${name} train`, `${name} test`]),
    ],
    rows: windows.map((window) => [
      `${day(window.trainFromMs)} – ${day(window.trainToMs)}`,
      `${day(window.testFromMs)} – ${day(window.testToMs)}`,
      ...names.map((name) => window.parameters[name] ?? null),
      ...['sharpe', 'totalReturn'].flatMap((name) => [window.inSample[name] ?? null, window.outOfSample[name] ?? null]),
    ]),
  };
}

function cardRows(run: LabRun, { runCard, parameters }: LabResult): Cell[][] {
  const all: Record<string, unknown> = { run: run.runId, ...parameters, ...runCard };
  return Object.entries(all).map(([name, value]) => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
}
