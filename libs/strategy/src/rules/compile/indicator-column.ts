import type { Bars, Indicator, InputColumns, ParameterValues } from '@orbiquant/quant';
import { indicatorValues, type SeriesModel } from '../check/rule-model.ts';

/** The wanted output of a series' indicator over some bars, or over another series of the same bars. */
export function indicatorColumn(
  model: SeriesModel,
  values: ParameterValues,
  { bars, source }: { bars: Bars; source: Float64Array | null },
): Float64Array {
  const indicator = model.indicator!;
  const parameters = indicatorValues(model, values);
  const columns: InputColumns = { ...bars, source: source ?? bars.close };
  // a source may have holes, which only the way bar by bar is made for
  if (source) return streamed(indicator, parameters, { columns, output: model.output });
  return indicator.batch(columns, parameters)[model.output]!;
}

function streamed(
  indicator: Indicator,
  parameters: ParameterValues,
  { columns, output }: { columns: InputColumns; output: number },
): Float64Array {
  const stream = indicator.stream(parameters);
  const inputs = indicator.inputs.map((input) => columns[input]!);
  const row = new Float64Array(inputs.length);
  const result = new Float64Array(inputs[0]!.length);
  for (let at = 0; at < result.length; at++) {
    for (let input = 0; input < row.length; input++) row[input] = inputs[input]![at]!;
    result[at] = stream.next(row)[output]!;
  }
  return result;
}
