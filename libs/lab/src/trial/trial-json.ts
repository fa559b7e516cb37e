import type { RunStatistics } from '../statistics/run-statistics.ts';
import type { Trial } from './trial.ts';

/** A trial as JSON: what has no number in JSON (NaN, infinities) is written as text, so that it comes back the same. */
export type TrialJson = Omit<Trial, 'objectives' | 'statistics' | 'returns' | 'sharpePerDay'> & {
  readonly sharpePerDay: JsonNumber;
  readonly objectives: readonly JsonNumber[];
  readonly statistics: Readonly<Record<string, JsonNumber>> | null;
  readonly returns: readonly JsonNumber[];
};

type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

const encode = (value: number): JsonNumber => (Number.isFinite(value) ? value : (String(value) as JsonNumber));
const decode = (value: JsonNumber): number => Number(value);

/** The trial in JSON, exact to the last digit. */
export const trialToJson = ({ objectives, statistics, returns, sharpePerDay, ...trial }: Trial): TrialJson => ({
  ...trial,
  objectives: objectives.map(encode),
  sharpePerDay: encode(sharpePerDay),
  statistics: statistics && mapped(statistics, encode),
  returns: Array.from(returns, encode),
});

/** The trial that `trialToJson` wrote. */
export const trialFromJson = ({ objectives, statistics, returns, sharpePerDay, ...trial }: TrialJson): Trial => ({
  ...trial,
  objectives: objectives.map(decode),
  sharpePerDay: decode(sharpePerDay),
  // written from RunStatistics, whose fields are all numbers
  statistics: statistics && (mapped(statistics, decode) as RunStatistics & Record<string, number>),
  returns: Float64Array.from(returns, decode),
});

function mapped<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
