/** Bounds of the rule language: what keeps a rule set of a stranger cheap to check, to run and to read. */
export const RULE_LIMITS = {
  /** Conditions inside conditions, and series computed from series. */
  depth: 12,
  /** Conditions, operands and series together. */
  nodes: 300,
  series: 64,
  parameters: 32,
  /** Bars of its own interval that anything may look back, with every parameter at its largest. */
  lookBackBars: 5_000,
  /** Look-back of all series together: what bounds the work of a bar. */
  lookBackBarsTotal: 40_000,
  /** Faults that are told at once. */
  faults: 50,
} as const;
