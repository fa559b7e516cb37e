import { figureMeanings, figureNames } from './figure-names.ts';
import { findings, suggestions } from './texts/findings.ts';
import { leakExplanations, leakKinds, leakVerdicts } from './texts/leaks.ts';
import { caveats, methods, stresses } from './texts/methods.ts';
import { indicatorNames } from './texts/indicator-names.ts';
import { indicatorFamilies, indicatorOutputs, indicatorParameters } from './texts/indicators.ts';
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
  leak: leakKinds.en,
  explanation: leakExplanations.en,
  leakVerdict: leakVerdicts.en,
  indicator: indicatorNames.en,
  indicatorFamily: indicatorFamilies.en,
  indicatorParameter: indicatorParameters.en,
  indicatorOutput: indicatorOutputs.en,
} as const;
