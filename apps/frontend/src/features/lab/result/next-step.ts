import type { LabFinding, LabOrder } from '@orbiquant/contracts';
import { STAKES, type Prefill } from '../form/prefill.ts';
import { RUN_INTERVALS } from '../parts/interval-days.ts';

/** What a suggestion is made of: the run that it was made for, what it ran with, and what was found. */
export type Suggested = {
  suggestion: string;
  params: LabFinding['params'];
  order: LabOrder;
  /** Every parameter of the strategy, as it ran. */
  parameters: Readonly<Record<string, number>>;
  /** Every instrument that there is. */
  symbols: readonly string[];
};

type Step = (suggested: Suggested) => Prefill | null;

const SYMBOLS_MAX = 5;
const HALF = 0.5;
/** Searching everything finds luck. */
const SEARCHED_MAX = 2;
/** Parameters that say how hard it is to enter, the most telling first. */
const ENTRY = [
  'entryBars',
  'bars',
  'burstRanges',
  'strengthLow',
  'deviations',
  'spacingRanges',
  'trendMax',
  'fast',
  'slow',
  'average',
  'hull',
];

const searchOf =
  (isWanted: (name: string) => boolean): Step =>
  ({ parameters }) => {
    const names = Object.keys(parameters).filter(isWanted);
    return names.length === 0 ? null : { kind: 'optimise', search: names.slice(0, SEARCHED_MAX).join(',') };
  };

/** Entry conditions as a search around their usual values; rules of somebody's own have names of their own. */
const loosenEntry: Step = (suggested) => {
  const known = ENTRY.filter((name) => Object.hasOwn(suggested.parameters, name));
  if (known.length > 0) return { kind: 'optimise', search: known.slice(0, SEARCHED_MAX).join(',') };
  return searchOf((name) => !STAKES.includes(name))(suggested);
};

/** The candles that are next in length. */
const tradeLess: Step = ({ order: { interval } }) => {
  const at = RUN_INTERVALS.findIndex((one) => one === interval);
  const longer = at < 0 ? undefined : RUN_INTERVALS[at + 1];
  return longer ? { interval: longer } : null;
};

const smallerSize: Step = ({ parameters }) =>
  STAKES.some((name) => Object.hasOwn(parameters, name)) ? { stake: HALF } : null;

/** Only shorts can be left out: a strategy that buys buys. */
const dropLosingSide: Step = ({ params }) => (params['losing'] === 'short' ? { short: false } : null);

const alone: Step = ({ params }) => (typeof params['symbol'] === 'string' ? { symbols: params['symbol'] } : null);

const moreInstruments: Step = ({ order, symbols }) => {
  const all = [...new Set([...order.symbols, ...symbols])].slice(0, Math.max(SYMBOLS_MAX, order.symbols.length));
  return all.length > order.symbols.length ? { symbols: all.join(',') } : null;
};

/** As much money as the market can bear without moving. */
const lessMoney: Step = ({ params: { cash } }) =>
  typeof cash === 'number' && cash >= 1 ? { cash: Math.floor(cash) } : null;

/** What each suggestion changes of the run; those that only a person can carry out are not here. */
const STEPS: Readonly<Record<string, Step>> = {
  'longer-history': () => ({ period: 'all' }),
  'run-monte-carlo': () => ({ kind: 'monte-carlo' }),
  'run-walk-forward': () => ({ kind: 'walk-forward' }),
  'compare-with-holding': () => ({ strategy: 'buy-and-hold', kind: 'backtest' }),
  'fewer-parameters': searchOf((name) => !STAKES.includes(name)),
  'loosen-entry': loosenEntry,
  'add-stop': searchOf((name) => name.startsWith('stop')),
  'drop-losing-side': dropLosingSide,
  'test-instruments-alone': alone,
  'trade-less': tradeLess,
  'smaller-size': smallerSize,
  'more-instruments': moreInstruments,
  'more-liquid-market': lessMoney,
};

/** The form that a suggestion opens, as changes of the run; null where the run leaves nothing to change. */
export function nextStepOf(suggested: Suggested): Prefill | null {
  const { suggestion } = suggested;
  return Object.hasOwn(STEPS, suggestion) ? (STEPS[suggestion]?.(suggested) ?? null) : null;
}
