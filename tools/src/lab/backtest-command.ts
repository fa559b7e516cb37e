import { runBacktest } from '@orbiquant/lab';
import { parseParameters } from '@orbiquant/strategy';
import { codeVersion } from '@orbiquant/platform-config';
import { jsonOption, labArguments, textOption } from './lab-arguments.ts';
import { jsonOut } from './json-out.ts';
import {
  assumptionsOption,
  ENDS,
  instrumentsOption,
  leavingBeforeTheEnd,
  RUN_OPTIONS,
  strategyOption,
  wordOption,
} from './run-options.ts';

/** `backtest --strategy NAME --params JSON --in FILE... --json`: what a strategy would have made of candle files. */
export async function backtestCommand(args: string[], write: (line: string) => void): Promise<number> {
  const given = labArguments(args, RUN_OPTIONS);
  const named = strategyOption(given);
  const parameters = parseParameters(named, jsonOption(given, 'params'));
  const result = runBacktest({
    instruments: instrumentsOption(given),
    strategy: wordOption(given, 'close-at-end', ENDS) === 'last-open' ? leavingBeforeTheEnd(named) : named,
    parameters,
    assumptions: assumptionsOption(given),
    seed: textOption(given, 'seed') ?? 'cli',
    codeVersion: codeVersion(),
  });
  const { statistics, trades, positions, costs, warnings, runCard, shortfall } = result;
  write(
    jsonOut({ strategy: named.name, parameters, statistics, costs, shortfall, positions, trades, warnings, runCard }),
  );
  return 0;
}
