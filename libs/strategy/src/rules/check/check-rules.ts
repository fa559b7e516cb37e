import { Rules } from '../language/rules.ts';
import { checkContradictions } from '../analysis/check-contradictions.ts';
import { checkExits } from './check-exits.ts';
import { checkLookBack } from './check-look-back.ts';
import { checkNames } from './check-names.ts';
import { checkReferences } from './check-references.ts';
import { checkShape } from './check-shape.ts';
import { checkSize } from './check-size.ts';
import { orderSeries } from './order-series.ts';
import { resolveSeries } from './resolve-series.ts';
import { RuleFaults } from './rule-fault.ts';
import type { RuleModel, SeriesModel } from './rule-model.ts';
import { addShapeFaults } from './shape-faults.ts';

/**
 * Reads a rule set from anywhere and makes sure that it can be traded: nothing about it is taken on trust. Each stage
 * tells all of its faults at once; a later stage runs only when the earlier ones found nothing.
 *
 * @throws AppError `invalid-input`, each fault under the path of its field, such as `entries.long.all[1].left.series`.
 */
export function checkRules(input: unknown): RuleModel {
  const faults = new RuleFaults();
  const rules = readShape(input, faults);
  checkNames(rules, faults);
  checkSize(rules, faults);
  faults.refuse();
  const model = resolve(rules, faults);
  checkReferences(rules, model, faults);
  checkExits(rules, model, faults);
  faults.refuse();
  checkLookBack(model, faults);
  faults.refuse();
  checkContradictions(model, faults);
  faults.refuse();
  return model;
}

function readShape(input: unknown, faults: RuleFaults): Rules {
  checkShape(input);
  const read = Rules.safeParse(input);
  if (!read.success) addShapeFaults(read.error.issues, { input, faults, path: [] });
  faults.refuse();
  return read.data!;
}

function resolve(rules: Rules, faults: RuleFaults): RuleModel {
  const parameters = new Map((rules.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const series = new Map<string, SeriesModel>();
  const places = new Map(rules.series.map(({ name }, at) => [name, at]));
  for (const name of orderSeries(rules.series, faults)) {
    const at = places.get(name)!;
    series.set(name, resolveSeries(rules.series[at]!, `series[${at}]`, { parameters, series, faults }));
  }
  faults.refuse();
  return { rules, parameters, series };
}
