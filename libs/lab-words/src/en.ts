import { figureMeanings, figureNames } from './figure-names.ts';
import { findings, suggestions } from './texts/findings.ts';
import { caveats, methods, stresses } from './texts/methods.ts';
import { objectives, sides, stages, tags } from './texts/runs.ts';
import { parameterNames, strategyAbouts, strategyNames } from './texts/strategies.ts';
import { reasons, warnings } from './texts/verdicts.ts';

/** English sentences by kind and code. */
export const en = {
  finding: findings.en,
  suggestion: suggestions.en,
  reason: reasons.en,
  stress: stresses.en,
  caveat: caveats.en,
  warning: warnings.en,
  figure: figureNames('en'),
  meaning: figureMeanings('en'),
  strategy: strategyNames.en,
  about: strategyAbouts.en,
  parameter: parameterNames.en,
  method: methods.en,
  objective: objectives.en,
  side: sides.en,
  stage: stages.en,
  tag: tags.en,
} as const;
