import { strategies } from '@orbiquant/strategy';
import { WARNING_CODES } from './warning-codes.ts';
import { STAGE_CODES } from '../jobs/stage-codes.ts';
import { LEAK_EXPLANATIONS, LEAK_KINDS, LEAK_VERDICTS } from '../leak/leak-report.ts';
import { CAVEAT_CODES, CAVEAT_OF, FAN_FIGURES } from '../monte-carlo/fan-codes.ts';
import { STRESS_CODES } from '../robustness/stress-codes.ts';
import { REASON_CODES } from '../trials/reason-codes.ts';
import { FIGURE_CODES } from './figure-codes.ts';
import { FINDING_CODES, SUGGESTION_CODES } from './finding-codes.ts';

/** Every code that a result of the lab may carry, by kind: whoever shows results has a sentence for each. */
export const LAB_CODES = {
  finding: FINDING_CODES,
  suggestion: SUGGESTION_CODES,
  reason: REASON_CODES,
  stress: STRESS_CODES,
  caveat: CAVEAT_CODES,
  warning: WARNING_CODES,
  figure: [...FIGURE_CODES, ...FAN_FIGURES],
  strategy: strategies.map(({ name }) => name),
  method: Object.keys(CAVEAT_OF),
  stage: STAGE_CODES,
  leak: LEAK_KINDS,
  explanation: LEAK_EXPLANATIONS,
  leakVerdict: LEAK_VERDICTS,
} as const satisfies Readonly<Record<string, readonly string[]>>;
