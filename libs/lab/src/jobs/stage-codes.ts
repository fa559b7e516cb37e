/** What a run may be doing while it is waited for; the screen has words for each. */
export const STAGE_CODES = [
  'queued',
  /** Its candles are read. */
  'candles',
  'backtest',
  'search',
  'walk-forward',
  'monte-carlo',
  'robustness',
] as const;
export type StageCode = (typeof STAGE_CODES)[number];
