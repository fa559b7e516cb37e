import { isRecord, type Json, type JsonRecord } from './json.ts';

/** Kinds of conditions in the order in which they are offered, each under the word that tells it. */
export const CONDITION_FORMS = [
  'compare',
  'crosses',
  'trend',
  'between',
  'within',
  'time',
  'weekday',
  'all',
  'any',
  'not',
  'becomes',
] as const;
export type ConditionForm = (typeof CONDITION_FORMS)[number];
export const SERIES_FORMS = ['indicator', 'price', 'value', 'combine'] as const;
export type SeriesForm = (typeof SERIES_FORMS)[number];
export const DISTANCE_FORMS = ['percent', 'ranges', 'level', 'risks'] as const;
export type DistanceForm = (typeof DISTANCE_FORMS)[number];

/** Which of some kinds a value is; null where it is none. */
export const formIn = <T extends string>(value: Json | undefined, forms: readonly T[]): T | null =>
  (isRecord(value) ? forms.find((form) => Object.hasOwn(value, form)) : undefined) ?? null;

/** Something that varies, to begin with: the first series, else a number. */
const usualRight = ([first]: readonly string[]): JsonRecord => (first === undefined ? { value: 0 } : { series: first });
const CLOSE = { price: 'close' };

/** A condition of a kind to begin with. What holds others takes in what stood there before. */
export function beginCondition(form: ConditionForm, before: Json | undefined, series: readonly string[]): JsonRecord {
  const right = usualRight(series);
  const inner: Json = before ?? { compare: 'above', left: CLOSE, right };
  const kinds: Readonly<Record<ConditionForm, JsonRecord>> = {
    compare: { compare: 'above', left: CLOSE, right },
    crosses: { crosses: 'above', left: CLOSE, right },
    trend: { trend: 'rising', of: series[0] === undefined ? CLOSE : right, bars: 3 },
    between: { between: CLOSE, low: { value: 0 }, high: { value: 100 } },
    within: { within: CLOSE, of: right, percent: 1 },
    time: { time: { from: '08:00', to: '16:00' } },
    weekday: { weekday: ['mon', 'tue', 'wed', 'thu', 'fri'] },
    all: { all: membersOf(inner) },
    any: { any: membersOf(inner) },
    not: { not: wrappedIn(inner) },
    becomes: { becomes: wrappedIn(inner) },
  };
  return kinds[form];
}

/** From `all` to `any` and back the members stay as they are. */
function membersOf(inner: Json): readonly Json[] {
  if (!isRecord(inner)) return [inner];
  const members = inner['all'] ?? inner['any'];
  return Array.isArray(members) ? (members as readonly Json[]) : [inner];
}

/** From `not` to `becomes` and back what they are about stays. */
const wrappedIn = (inner: Json): Json => (isRecord(inner) ? (inner['not'] ?? inner['becomes'] ?? inner) : inner);

/** A series of a kind to begin with. */
export const beginSeries = (form: SeriesForm, name: string): JsonRecord =>
  ({
    indicator: { name, indicator: 'sma', parameters: { period: 20 } },
    price: { name, price: 'close' },
    value: { name, value: 0 },
    combine: { name, combine: 'subtract', left: CLOSE, right: { value: 0 } },
  })[form];

/** A distance of a kind to begin with. */
export const beginDistance = (form: DistanceForm, series: readonly string[]): JsonRecord =>
  ({
    percent: { percent: 2 },
    ranges: { ranges: 3, of: series[0] ?? '' },
    level: { level: usualRight(series) },
    risks: { risks: 2 },
  })[form];

/** The first name of this kind that nothing has. */
export function freeName(kind: string, taken: readonly string[]): string {
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  let count = 1;
  while (lower.has(`${kind}${count}`.toLowerCase())) count++;
  return `${kind}${count}`;
}
