import type { Rules } from '../language/rules.ts';
import { bollingerSqueezeRules } from './bollinger-squeeze-rules.ts';
import { donchianBreakoutRules } from './donchian-breakout-rules.ts';
import { hmaSmaRules } from './hma-sma-rules.ts';
import { rsiReversionRules } from './rsi-reversion-rules.ts';
import { smaCrossRules } from './sma-cross-rules.ts';

/** Rule sets to begin with: each can be forked, changed and run as it stands. */
export const exampleRules: readonly Rules[] = [
  smaCrossRules,
  rsiReversionRules,
  donchianBreakoutRules,
  hmaSmaRules,
  bollingerSqueezeRules,
];
