import type { Interval } from '@orbiquant/contracts';
import { nextOpenTime } from '@orbiquant/market';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import type { StrategyMarket } from '../../trading-strategy.ts';
import { numberOf, type RuleModel, type SeriesModel } from '../check/rule-model.ts';
import type { ColumnOperand, PriceColumn, SeriesTerm } from '../language/operand.ts';
import { combineColumns } from './combine-columns.ts';
import { indicatorColumn } from './indicator-column.ts';
import { priceColumn } from './price-column.ts';
import { trendColumn } from './trend-column.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** The epoch began on a Thursday; a week on a Monday. */
const FIRST_WEEKDAY = 3;

/** Every column that a rule set reads over one market, each computed once and only when asked for. */
export class RuleColumns {
  readonly market: StrategyMarket;
  private readonly model: RuleModel;
  private readonly values: ParameterValues;
  private readonly made = new Map<string, Float64Array>();

  constructor(market: StrategyMarket, model: RuleModel, values: ParameterValues) {
    this.market = market;
    this.model = model;
    this.values = values;
  }

  get bars(): number {
    return this.market.base.close.length;
  }

  /** A price of the base bars. */
  price(price: PriceColumn): Float64Array {
    return this.once(`price/${price}`, () => priceColumn(this.market.base, price));
  }

  /** A series on the base bars, `shift` of its own bars ago: of a coarser candle the last that had closed. */
  series(name: string, shift: number): Float64Array {
    const model = this.model.series.get(name)!;
    if (model.isConstant) return this.own(model);
    return this.once(`series/${name}/${shift}`, () => this.aligned(this.own(model), model.interval, shift));
  }

  /** 1 where each of the last steps went one way, 0 where one did not, NaN where one is not known. */
  trend(of: ColumnOperand, isRising: boolean, bars: number): Float64Array {
    const model = 'series' in of ? this.model.series.get(of.series)! : null;
    const own = model ? this.own(model) : this.price((of as { price: PriceColumn }).price);
    const name = `trend/${model?.series.name ?? ''}/${JSON.stringify(of)}/${isRising}/${bars}`;
    return this.once(name, () =>
      this.aligned(trendColumn(own, isRising, bars), model?.interval ?? null, of.shift ?? 0),
    );
  }

  /** Minute of the UTC day at which each bar closes, 0 to 1439. */
  get minutes(): Float64Array {
    return this.once('minutes', () => this.closes.map((atMs) => Math.floor(atMs / MINUTE_MS) % DAY_MINUTES));
  }

  /** UTC day on which each bar closes, 0 = Monday. */
  get weekdays(): Float64Array {
    return this.once('weekdays', () =>
      this.closes.map((atMs) => (Math.floor(atMs / MINUTE_MS / DAY_MINUTES) + FIRST_WEEKDAY) % 7),
    );
  }

  private get closes(): Float64Array {
    const { base, interval } = this.market;
    return base.openTimeMs.map((openTimeMs) => nextOpenTime(openTimeMs, interval));
  }

  private barsOf(interval: Interval | null): Bars {
    return interval === null ? this.market.base : this.market.coarser.get(interval)!;
  }

  /** A series on the bars of its own interval. */
  private own(model: SeriesModel): Float64Array {
    return this.once(`own/${model.series.name}`, () => this.compute(model));
  }

  private compute(model: SeriesModel): Float64Array {
    const { series, interval } = model;
    const bars = this.barsOf(interval);
    if ('value' in series) return new Float64Array(this.bars).fill(numberOf(series.value, this.values));
    if ('price' in series) return interval === null ? this.price(series.price) : priceColumn(bars, series.price);
    if ('combine' in series)
      return combineColumns(series.combine, this.term(series.left, model), this.term(series.right, model));
    const source = series.source === undefined ? null : this.model.series.get(series.source)!;
    const of = source && this.ownLike(source, bars.close.length);
    return indicatorColumn(model, this.values, { bars, source: of });
  }

  /** A term of a combination, on the bars of the combination. */
  private term(term: SeriesTerm, { interval }: SeriesModel): Float64Array {
    if ('series' in term) return this.sourceTerm(term.series, term.shift ?? 0, interval);
    if ('price' in term) return shifted(this.price(term.price), term.shift ?? 0);
    const value = 'value' in term ? term.value : numberOf(term, this.values);
    return new Float64Array(this.barsOf(interval).close.length).fill(value);
  }

  private sourceTerm(name: string, shift: number, interval: Interval | null): Float64Array {
    const source = this.model.series.get(name)!;
    if (interval === null && source.interval !== null) return this.series(name, shift);
    return shifted(this.ownLike(source, this.barsOf(interval).close.length), shift);
  }

  /** A source of the same interval; a constant is as long as it has to be. */
  private ownLike(source: SeriesModel, length: number): Float64Array {
    const own = this.own(source);
    return source.isConstant ? new Float64Array(length).fill(own[0] ?? NaN) : own;
  }

  private aligned(own: Float64Array, interval: Interval | null, shift: number): Float64Array {
    if (interval === null) return shifted(own, shift);
    const aligned = new Float64Array(this.bars);
    for (let at = 0; at < aligned.length; at++)
      aligned[at] = own[this.market.closedIndexAt(interval, at) - shift] ?? NaN;
    return aligned;
  }

  private once(name: string, make: () => Float64Array): Float64Array {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    return known;
  }
}

/** A column some bars ago: the first of it are not known. */
function shifted(column: Float64Array, shift: number): Float64Array {
  if (shift === 0) return column;
  const moved = new Float64Array(column.length).fill(NaN);
  if (shift < column.length) moved.set(column.subarray(0, column.length - shift), shift);
  return moved;
}
