import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { leakGate, type LeakReport, type LeakSubject, type LeakVerdict } from '@orbiquant/lab';
import { strategies, strategyNamed, type TradingStrategy } from '@orbiquant/strategy';
import { labArguments, textOption } from './lab-arguments.ts';
import { jsonOut } from './json-out.ts';
import { readBars } from './read-instrument.ts';
import { UsageError } from './usage-error.ts';

/**
 * `leak-check --strategy FILE --json`: whether a strategy (a TypeScript module, a file of rules, or the name of a
 * shipped one) sees the future, on made-up bars and on those of `--in`. Exit code 1 when it does, and when it never said anything, so that
 * nothing is known.
 */
export async function leakCheckCommand(args: string[], write: (line: string) => void): Promise<number> {
  const given = labArguments(args, {
    strategy: { type: 'string' },
    in: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const asked = textOption(given, 'strategy');
  if (!asked) throw new UsageError('leak-check --strategy FILE: the file is missing');
  const files = given.values['in'];
  const realBars = Array.isArray(files) ? files.map(readBars) : [];
  const reports = leakGate(await subjectIn(asked), { realBars });
  const verdict = verdictOf(reports);
  const clean = verdict === 'clean';
  write(jsonOut({ strategy: asked, clean, verdict, findings: reports.flatMap(({ findings }) => findings), reports }));
  return clean ? 0 : 1;
}

/** One leak is enough; what spoke on any of the bars without one is clean; what spoke on none is not proven. */
function verdictOf(reports: readonly LeakReport[]): LeakVerdict {
  const verdicts = reports.map(({ verdict }) => verdict);
  if (verdicts.includes('leaks')) return 'leaks';
  return verdicts.includes('clean') ? 'clean' : 'not-proven';
}

async function subjectIn(asked: string): Promise<LeakSubject> {
  if (asked.endsWith('.json')) return { kind: 'rules', rules: JSON.parse(readFileSync(asked, 'utf8')) as unknown };
  if (!/\.[mc]?[jt]s$/.test(asked)) return { kind: 'strategy', strategy: strategyNamed(asked) };
  const module = (await import(pathToFileURL(resolve(asked)).href)) as Record<string, unknown>;
  const found = [module['default'], ...Object.values(module)].find(isStrategy);
  if (!found)
    throw new UsageError(
      `${asked} exports no strategy: an object with name, parameters, intervals, warmUp and prepare, such as ${strategies[0]?.name}`,
    );
  return { kind: 'strategy', strategy: found };
}

const isStrategy = (value: unknown): value is TradingStrategy =>
  typeof value === 'object' &&
  value !== null &&
  ['intervals', 'warmUp', 'prepare'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
