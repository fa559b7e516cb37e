import { indicatorValues, numberOf, type SeriesModel } from '../check/rule-model.ts';
import type { Operand, PriceColumn } from '../language/operand.ts';
import type { Series } from '../language/series.ts';
import { bandRank, envelopeOf, rangeOf } from './indicator-facts.ts';
import type { Reading } from './reading.ts';

/** One figure of a comparison: equal keys are equal figures, whatever they are called; and what it can be at all. */
export type Term = {
  readonly key: string;
  readonly low: number;
  readonly high: number;
  /** Groups of figures that are always in order: within one, a higher rank is never below a lower one. */
  readonly ranks: readonly { readonly group: string; readonly rank: number }[];
};

const BAR_RANKS: Readonly<Record<PriceColumn, number | null>> = {
  low: 1,
  open: 2,
  close: 2,
  hl2: 2,
  hlc3: 2,
  ohlc4: 2,
  high: 3,
  volume: null,
};

/** A figure that is the same at every bar. */
export const constant = (value: number): Term => ({ key: `=${value}`, low: value, high: value, ranks: [] });

/** The figure behind an operand, `lag` base bars ago. */
export function termOf(operand: Operand, lag: number, reading: Reading): Term {
  if ('value' in operand) return constant(operand.value);
  if ('parameter' in operand) return constant(numberOf(operand, reading.values));
  if ('price' in operand) return priceTerm(operand.price, { shift: operand.shift ?? 0, lag, interval: null });
  if ('position' in operand) return positionTerm(operand);
  return namedTerm(operand.series, { shift: operand.shift ?? 0, lag }, reading);
}

function positionTerm({ position, range }: Extract<Operand, { position: unknown }>): Term {
  const low = position === 'bars-held' ? 0 : -Infinity;
  return { key: `position:${position}/${range ?? ''}`, low, high: Infinity, ranks: [] };
}

const namedTerm = (name: string, moment: Moment, reading: Reading): Term =>
  reading.once(`${name}@${moment.shift}~${moment.lag}`, () =>
    seriesTerm(reading.model.series.get(name)!, moment, reading),
  );

type Moment = { readonly shift: number; readonly lag: number };

/** Bars of the base are counted together; candles of a coarser interval and base bars are not. */
const momentText = ({ shift, lag }: Moment, interval: string | null): string =>
  interval === null ? `@${shift + lag}` : `@${interval}:${shift}~${lag}`;

function priceTerm(price: PriceColumn, { interval, ...moment }: Moment & { interval: string | null }): Term {
  const at = momentText(moment, interval);
  const rank = BAR_RANKS[price];
  const ranks = rank === null ? [] : [{ group: `bar${at}`, rank }];
  return { key: `${price}${at}`, low: price === 'volume' ? 0 : Number.MIN_VALUE, high: Infinity, ranks };
}

function seriesTerm(model: SeriesModel, moment: Moment, reading: Reading): Term {
  const { series, interval } = model;
  if ('value' in series) return constant(numberOf(series.value, reading.values));
  if ('price' in series) return priceTerm(series.price, { ...moment, interval });
  if ('combine' in series) return combinedTerm(model, series, { moment, reading });
  return indicatorTerm(model, { moment, reading });
}

type Asked = { readonly moment: Moment; readonly reading: Reading };

function indicatorTerm(model: SeriesModel, { moment, reading }: Asked): Term {
  const { series, indicator, interval, output } = model;
  const source = 'indicator' in series && series.source !== undefined ? series.source : null;
  const of = source === null ? '' : namedTerm(source, { shift: 0, lag: 0 }, reading).key;
  const set = Object.entries(indicatorValues(model, reading.values)).flat().join(',');
  const at = momentText(moment, interval);
  const name = indicator!.name;
  const named = indicator!.outputs[output]!;
  const line = reading.shortened(`${name}(${set})[${of}]`);
  const [low, high] = rangeOf(name, named);
  const band = bandRank(name, named);
  const envelope = envelopeOf(name, named);
  const ranks = [
    ...(band === null ? [] : [{ group: `${line}${at}`, rank: band }]),
    ...(envelope === 0 ? [] : [{ group: `bar${at}`, rank: envelope > 0 ? 4 : 0 }]),
  ];
  return { key: `${line}.${named}${at}`, low, high, ranks };
}

function combinedTerm(model: SeriesModel, series: Extract<Series, { combine: unknown }>, asked: Asked): Term {
  const { moment, reading } = asked;
  const [left, right] = [series.left, series.right].map((term) => termOf(term, 0, reading)) as [Term, Term];
  const [low, high] = combined(series.combine, left, right);
  if (low === high) return constant(low);
  const text = reading.shortened(`${series.combine}(${left.key},${right.key})`);
  return { key: `${text}${momentText(moment, model.interval)}`, low, high, ranks: [] };
}

type Span = Pick<Term, 'low' | 'high'>;

/** What two figures can be together. @see R. E. Moore, Interval Analysis, 1966. */
function combined(how: Extract<Series, { combine: unknown }>['combine'], left: Span, right: Span): [number, number] {
  switch (how) {
    case 'add':
      return [left.low + right.low, left.high + right.high];
    case 'subtract':
      return [left.low - right.high, left.high - right.low];
    case 'max':
      return [Math.max(left.low, right.low), Math.max(left.high, right.high)];
    case 'min':
      return [Math.min(left.low, right.low), Math.min(left.high, right.high)];
    case 'multiply':
      return corners(left, right);
    default:
      if (right.low <= 0 && right.high >= 0) return [-Infinity, Infinity];
      return corners(left, { low: 1 / right.high, high: 1 / right.low });
  }
}

/** Nothing times without end is nothing here: the end is never reached. */
function corners(left: Span, right: Span): [number, number] {
  const products = [left.low, left.high].flatMap((a) =>
    [right.low, right.high].map((b) => (a === 0 || b === 0 ? 0 : a * b)),
  );
  return [Math.min(...products), Math.max(...products)];
}
