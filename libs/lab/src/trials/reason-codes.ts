/** Every reason that a verdict may give; the screen has a sentence for each, for and against. */
export const REASON_CODES = [
  'gain',
  'trades',
  'deflated-sharpe',
  'track-record',
  'overfitting',
  'efficiency',
  'in-sample-loss',
  'windows-gain',
  'ruin',
  'stresses',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
