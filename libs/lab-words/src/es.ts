import { figureMeanings, figureNames } from './figure-names.ts';
import { findings, suggestions } from './texts/findings.ts';
import { leakExplanations, leakKinds, leakVerdicts } from './texts/leaks.ts';
import { caveats, methods, stresses } from './texts/methods.ts';
import { indicatorNames } from './texts/indicator-names.ts';
import { indicatorFamilies, indicatorOutputs, indicatorParameters } from './texts/indicators.ts';
import { objectives, sides, stages, tags } from './texts/runs.ts';
import { parameterNames, strategyAbouts, strategyNames } from './texts/strategies.ts';
import { reasons, warnings } from './texts/verdicts.ts';

/** Spanish sentences by kind and code. */
export const es = {
  finding: findings.es,
  suggestion: suggestions.es,
  reason: reasons.es,
  stress: stresses.es,
  caveat: caveats.es,
  warning: warnings.es,
  figure: figureNames('es'),
  meaning: figureMeanings('es'),
  strategy: strategyNames.es,
  about: strategyAbouts.es,
  parameter: parameterNames.es,
  method: methods.es,
  objective: objectives.es,
  side: sides.es,
  stage: stages.es,
  tag: tags.es,
  leak: leakKinds.es,
  explanation: leakExplanations.es,
  leakVerdict: leakVerdicts.es,
  indicator: indicatorNames.es,
  indicatorFamily: indicatorFamilies.es,
  indicatorParameter: indicatorParameters.es,
  indicatorOutput: indicatorOutputs.es,
} as const;
