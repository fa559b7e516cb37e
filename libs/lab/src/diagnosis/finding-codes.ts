/** Everything that a diagnosis may find; the screen has a sentence for each. */
export const FINDING_CODES = [
  'no-trades',
  'few-trades',
  'no-gain',
  'behind-holding',
  'lucky-trade',
  'lucky-days',
  'small-wins-large-losses',
  'one-side',
  'one-instrument',
  'many-parameters',
  'costs-decide',
  'large-fall',
  'long-fall',
  'crisis',
  'liquidated',
  'edge-fades',
  'flat-stretch',
  'rarely-in-market',
  'always-in-market',
  'short-history',
  'capacity',
  'open-end',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** What to try next; each finding names one. */
export const SUGGESTION_CODES = [
  'loosen-entry',
  'longer-history',
  'rethink-rule',
  'compare-with-holding',
  'run-monte-carlo',
  'add-stop',
  'drop-losing-side',
  'test-instruments-alone',
  'fewer-parameters',
  'trade-less',
  'smaller-size',
  'less-leverage',
  'run-walk-forward',
  'more-instruments',
  'more-liquid-market',
] as const;
export type SuggestionCode = (typeof SUGGESTION_CODES)[number];
