import { searches, type RunForm } from './run-form.ts';

const ALWAYS = [
  'kind',
  'strategy',
  'symbols',
  'interval',
  'fromMs',
  'toMs',
  'assumptions.cash',
  'assumptions.makerFeeBps',
  'assumptions.takerFeeBps',
  'assumptions.slippageBps',
  'assumptions.latencyBars',
  'assumptions.allowShort',
  'seed',
];
const SEARCH = ['search.ranges', 'search.trialsMax', 'search.tradesMin', 'search.objectives'];
const WINDOWS = ['windows.trainBars', 'windows.testBars', 'windows.embargoBars'];

/** The fields that a form shows as it stands: a fault of any other belongs at its end. */
export function shownFields({ kind, parameters, ranges }: RunForm): ReadonlySet<string> {
  const isSearched = (name: string): boolean => searches(kind) && (ranges[name]?.on ?? false);
  return new Set([
    ...ALWAYS,
    ...Object.keys(parameters).map((name) => (isSearched(name) ? `search.ranges.${name}` : `parameters.${name}`)),
    ...(searches(kind) ? SEARCH : []),
    ...(kind === 'walk-forward' ? WINDOWS : []),
    ...(kind === 'monte-carlo' ? ['paths'] : []),
  ]);
}
