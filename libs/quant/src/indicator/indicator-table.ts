import type { Indicator, ParameterSpec } from './indicator.ts';
import { indicators } from './registry.ts';

/** The registry as a Markdown table, for the documentation and for people: one row an indicator. */
export function indicatorTable(): string {
  const rows = [...indicators.values()].map((indicator) => cells(indicator));
  const head = ['Name', 'What it says', 'Inputs', 'Parameters (range; default)', 'Outputs', 'Warm-up, bars', 'Source'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cells(indicator: Indicator): string[] {
  const { parameters, outputs, sparse } = indicator;
  const defaults = Object.fromEntries(Object.entries(parameters).map(([name, spec]) => [name, spec.default]));
  return [
    `\`${indicator.name}\``,
    indicator.meaning,
    indicator.inputs.join(', '),
    Object.entries(parameters).map(parameterText).join('; ') || 'none',
    outputs.map((name) => (sparse.includes(name) ? `${name}*` : name)).join(', '),
    [...new Set(indicator.warmUp(defaults))].join(', '),
    indicator.source,
  ].map((text) => text.replaceAll('|', '\\|'));
}

function parameterText([name, spec]: [string, ParameterSpec]): string {
  const range = `${spec.min} to ${spec.max}`;
  return `${name} (${spec.kind === 'integer' ? 'whole, ' : ''}${range}; ${spec.default})`;
}
