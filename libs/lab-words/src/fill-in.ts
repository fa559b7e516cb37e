/** The languages of the house. */
export type Language = 'es' | 'en';

/** Figures of a sentence by name. */
export type WordParams = Readonly<Record<string, number | string>>;

type Write = (value: number, language: Language) => string;

const number =
  (options: Intl.NumberFormatOptions): Write =>
  (value, language) =>
    new Intl.NumberFormat(language, { useGrouping: 'always', ...options }).format(value).replace('-', '−');

const places = (digits: number): Intl.NumberFormatOptions => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

const DAY_MS = 86_400_000;
const inDays = number({ style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 });

/**
 * Ways to write a figure: `percent` and `fine` are a ratio as a percentage with one place or two, `money` has two places,
 * `whole` none, `ratio` two, `three` three, `days` are milliseconds written as days, `instant` is an epoch millisecond as
 * a UTC date.
 */
const WAYS = {
  percent: number({ style: 'percent', ...places(1) }),
  fine: number({ style: 'percent', ...places(2) }),
  money: number(places(2)),
  ratio: number(places(2)),
  three: number(places(3)),
  whole: number({ maximumFractionDigits: 0 }),
  plain: number({ maximumSignificantDigits: 6 }),
  days: (ms: number, language: Language) => inDays(ms / DAY_MS, language),
  instant: (atMs: number, language: Language) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      atMs,
    ),
} as const satisfies Record<string, Write>;

/** How a figure is written. */
export type Way = keyof typeof WAYS;

const isWay = (text: string): text is Way => Object.hasOwn(WAYS, text);

/** A finite figure in the given way. */
export const writeFigure = (value: number, way: Way, language: Language): string => WAYS[way](value, language);

/** The param that names the money of a sentence. */
export const CURRENCY = 'currency';

/**
 * A sentence with its figures written as the language does; a figure that is missing is a dash, and money stands with
 * its name where the params hold one under `currency`.
 */
export function fillIn(sentence: string, params: WordParams, language: Language): string {
  return sentence.replaceAll(/\{\{(\w+)(?:\|(\w+))?\}\}/g, (_all, name: string, way = 'plain') => {
    const value = params[name];
    if (typeof value === 'string') return value;
    if (value === undefined || !Number.isFinite(value)) return '—';
    const written = writeFigure(value, isWay(way) ? way : 'plain', language);
    return way === 'money' && typeof params[CURRENCY] === 'string' ? `${written} ${params[CURRENCY]}` : written;
  });
}
