import { computeIndicator } from '@orbiquant/quant';
import { filesOption, jsonOption, labArguments } from './lab-arguments.ts';
import { jsonOut } from './json-out.ts';
import { readBars } from './read-instrument.ts';
import { UsageError } from './usage-error.ts';

/** `indicator NAME --params JSON --in FILE --json`: an indicator's columns over a candle file. */
export async function indicatorCommand(args: string[], write: (line: string) => void): Promise<number> {
  const given = labArguments(args, {
    params: { type: 'string' },
    in: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [name] = given.words;
  const [file, ...more] = filesOption(given);
  if (!name) throw new UsageError('indicator NAME --params JSON --in FILE: the name is missing');
  if (!file || more.length > 0) throw new UsageError('indicator reads one file');
  const bars = readBars(file);
  const { indicator, parameters, outputs } = computeIndicator({ name, parameters: jsonOption(given, 'params') }, bars);
  write(
    jsonOut({
      indicator: indicator.name,
      parameters,
      warmUp: indicator.warmUp(parameters),
      time: bars.openTimeMs,
      ...outputs,
    }),
  );
  return 0;
}
