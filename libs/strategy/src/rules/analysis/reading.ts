import type { ParameterValues } from '@orbiquant/quant';
import type { RuleModel } from '../check/rule-model.ts';
import type { Term } from './term.ts';

/** Inequalities that one analysis may weigh before it gives up and says that it does not know. */
const BUDGET = 60_000;

/** A rule set under given values, as the analysis reads it; remembers what it has worked out. */
export class Reading {
  readonly model: RuleModel;
  readonly values: ParameterValues;
  private readonly terms = new Map<string, Term>();
  private readonly short = new Map<string, string>();
  private left = BUDGET;

  constructor(model: RuleModel, values: ParameterValues) {
    this.model = model;
    this.values = values;
  }

  /** Takes from the budget; false when it is used up. */
  spend(count: number): boolean {
    this.left -= count;
    return this.left >= 0;
  }

  /** The term under a name, worked out once. */
  once(name: string, make: () => Term): Term {
    const known = this.terms.get(name) ?? make();
    this.terms.set(name, known);
    return known;
  }

  /** A short name for a long text; equal texts get equal names. */
  shortened(text: string): string {
    const known = this.short.get(text) ?? `#${this.short.size}`;
    this.short.set(text, known);
    return known;
  }
}
