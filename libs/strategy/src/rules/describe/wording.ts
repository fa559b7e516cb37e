import type { Leaf } from '../check/walk-rules.ts';
import type { Condition } from '../language/condition.ts';
import type { Operand } from '../language/operand.ts';
import type { RuleNumber } from '../language/rule-number.ts';
import type { Stop, Target, Trail } from '../language/rules.ts';
import type { Series } from '../language/series.ts';
import type { Phrases } from './phrases.ts';

/** What indicators, their lines and their settings are called where somebody has names for them. */
export type IndicatorNames = {
  readonly indicator: (code: string) => string;
  readonly output: (code: string) => string;
  readonly setting: (code: string) => string;
};

/** Puts the parts of a rule set into words of one language. */
export class Wording {
  private readonly names: IndicatorNames;
  private readonly phrases: Phrases;
  private readonly defaults: ReadonlyMap<string, number>;

  constructor(phrases: Phrases, defaults: ReadonlyMap<string, number>, names: IndicatorNames) {
    this.names = names;
    this.phrases = phrases;
    this.defaults = defaults;
  }

  number(number: RuleNumber): string {
    if (typeof number === 'number') return String(number).replace('.', this.phrases.point);
    return this.phrases.parameter(number.parameter, this.number(this.defaults.get(number.parameter) ?? NaN));
  }

  operand(operand: Operand): string {
    const { phrases } = this;
    if ('value' in operand) return this.number(operand.value);
    if ('parameter' in operand) return this.number(operand);
    if ('position' in operand) return phrases.positions[operand.position]!(this.phrases.quoted(operand.range ?? ''));
    const what = 'series' in operand ? this.phrases.quoted(operand.series) : phrases.prices[operand.price]!;
    return operand.shift ? phrases.ago(what, this.number(operand.shift)) : what;
  }

  condition(condition: Condition): string {
    const { phrases } = this;
    if ('all' in condition) return this.several(condition.all, phrases.and);
    if ('any' in condition) return this.several(condition.any, phrases.or);
    if ('not' in condition) return phrases.not(this.inner(condition.not));
    if ('becomes' in condition) return phrases.becomes(this.inner(condition.becomes));
    return this.leaf(condition);
  }

  distance(distance: Stop | Target | Trail): string {
    const { phrases } = this;
    if ('level' in distance) return phrases.level(this.operand(distance.level));
    if ('percent' in distance) return phrases.percent(this.number(distance.percent));
    if ('risks' in distance) return phrases.risks(this.number(distance.risks));
    return phrases.ranges(this.number(distance.ranges), this.phrases.quoted(distance.of));
  }

  series(series: Series): string {
    const { phrases } = this;
    if ('value' in series) return this.number(series.value);
    const what = this.plainSeries(series);
    return series.interval === undefined ? what : phrases.onInterval(what, series.interval);
  }

  private plainSeries(series: Exclude<Series, { value: unknown }>): string {
    const { phrases } = this;
    if ('price' in series) return phrases.prices[series.price]!;
    if ('combine' in series)
      return phrases.combine[series.combine]!(this.operand(series.left), this.operand(series.right));
    const { indicator, output, setting } = this.names;
    const settings = Object.entries(series.parameters ?? {}).map(
      ([name, value]) => `${setting(name)} ${this.number(value)}`,
    );
    const line = series.output === undefined ? '' : output(series.output);
    const what = phrases.indicator(indicator(series.indicator), line, settings.join(', '));
    return series.source === undefined ? what : phrases.of(what, this.phrases.quoted(series.source));
  }

  private several(conditions: readonly Condition[], link: string): string {
    return conditions
      .map((condition) => (conditions.length > 1 ? this.inner(condition) : this.condition(condition)))
      .join(link);
  }

  /** In brackets where it would be read wrongly without. */
  private inner(condition: Condition): string {
    const text = this.condition(condition);
    const count = 'all' in condition ? condition.all.length : 'any' in condition ? condition.any.length : 1;
    return count > 1 || 'not' in condition || 'becomes' in condition ? `(${text})` : text;
  }

  private leaf(leaf: Leaf): string {
    const { phrases } = this;
    if ('time' in leaf) return phrases.time(leaf.time.from, leaf.time.to);
    if ('weekday' in leaf) return phrases.weekdays(leaf.weekday.map((day) => phrases.days[day]).join(phrases.or));
    if ('trend' in leaf) return phrases.trend[leaf.trend](this.operand(leaf.of), this.number(leaf.bars));
    if ('within' in leaf)
      return phrases.within(this.operand(leaf.within), this.number(leaf.percent), this.operand(leaf.of));
    if ('between' in leaf)
      return phrases.between(this.operand(leaf.between), this.operand(leaf.low), this.operand(leaf.high));
    const how = 'compare' in leaf ? phrases.compare[leaf.compare] : phrases.crosses[leaf.crosses];
    return `${this.operand(leaf.left)} ${how} ${this.operand(leaf.right)}`;
  }
}
