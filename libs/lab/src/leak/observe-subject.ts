import { compileRules, defaultParameters } from '@orbiquant/strategy';
import type { Bars, Indicator, ParameterValues } from '@orbiquant/quant';
import type { LeakOutput, LeakSubject, ObservedSubject } from './leak-subject.ts';
import { observeStrategy } from './observe-strategy.ts';

/** What a subject is called, needs and says. @throws AppError `invalid-input` when a rule set does not compile. */
export function observedSubject(subject: LeakSubject): ObservedSubject {
  switch (subject.kind) {
    case 'features':
      return { name: subject.name, coarser: [], warmUp: {}, observe: (bars) => columns(subject.features(bars)) };
    case 'indicator':
      return observedIndicator(subject.indicator, subject.parameters);
    case 'rules':
      return observedSubject({ ...subject, kind: 'strategy', strategy: compileRules(subject.rules) });
    default: {
      const { strategy } = subject;
      const parameters = { ...defaultParameters(strategy), ...subject.parameters };
      return {
        name: strategy.name,
        coarser: strategy.intervals(parameters),
        warmUp: strategy.warmUp(parameters),
        observe: (bars, interval) => observeStrategy({ strategy, parameters, interval, bars }),
      };
    }
  }
}

function observedIndicator(indicator: Indicator, given: ParameterValues = {}): ObservedSubject {
  const defaults = Object.fromEntries(Object.entries(indicator.parameters).map(([name, spec]) => [name, spec.default]));
  const parameters = { ...defaults, ...given };
  return {
    name: indicator.name,
    coarser: [],
    warmUp: { base: Math.max(...indicator.warmUp(parameters)) + 1 },
    observe(bars: Bars) {
      const outputs = indicator.batch({ ...bars, source: bars.close }, parameters);
      return columns(Object.fromEntries(indicator.outputs.map((name, at) => [name, outputs[at]!])));
    },
  };
}

/** Figures are copied: a subject that reuses its arrays must not change what it has said. */
const columns = (matrix: Readonly<Record<string, Float64Array>>): LeakOutput[] =>
  Object.entries(matrix).map(([name, column]) => {
    const values = column.slice();
    return { name, length: values.length, isCostly: false, at: (bar) => values[bar] ?? null };
  });
