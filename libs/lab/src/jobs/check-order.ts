import type { LabOrder } from '@orbiquant/contracts';
import { AppError, type FieldFault } from '@orbiquant/kernel';
import { dividesInto, expectedBars } from '@orbiquant/market';
import type { TradingStrategy } from '@orbiquant/strategy';
import { leakGate } from '../leak/leak-gate.ts';
import { openSearch } from '../search/open-search.ts';
import { searchSpace } from '../search/search-space.ts';
import { chosenStrategy, RULES } from '../trial/problem.ts';
import { parametersOf } from './problem-of.ts';

/**
 * Everything that can be said wrong of an order before any candle is read.
 *
 * @throws AppError `invalid-input` (`not-found` for an unknown strategy) with every fault under its field.
 */
export function checkOrder(order: LabOrder): void {
  const strategy = chosenStrategy(order);
  const faults = [
    ...timeFaults(order),
    ...symbolFaults(order),
    ...marketFaults(order),
    ...partFaults(order),
    ...ruleFaults(order),
    ...windowFaults(order),
    ...intervalFaults(order, strategy),
  ];
  if (faults.length > 0) throw new AppError('invalid-input', faults[0]!.message, { errors: faults });
  const fixed = parametersOf(order);
  if (needsSearch(order) && order.search)
    openSearch(searchSpace(strategy, order.search.ranges, fixed), order.search, order.seed);
}

const needsSearch = ({ kind }: LabOrder): boolean => kind === 'optimise' || kind === 'walk-forward';
const fault = (path: string, code: string, message: string): FieldFault => ({ path, code, message });

function timeFaults({ fromMs, toMs, interval }: LabOrder): FieldFault[] {
  const faults: FieldFault[] = [];
  if (fromMs >= toMs) faults.push(fault('toMs', 'out-of-order', 'The time ends before it begins'));
  if (interval === '1M')
    faults.push(fault('interval', 'unsupported', 'Months are too long for a run: take a finer interval'));
  return faults;
}

function symbolFaults({ symbols }: LabOrder): FieldFault[] {
  return symbols.flatMap((symbol, at) =>
    symbols.indexOf(symbol) < at ? [fault(`symbols[${at}]`, 'repeated', `${symbol} is named twice`)] : [],
  );
}

function marketFaults({ assumptions: { market, leverageMax, allowShort } }: LabOrder): FieldFault[] {
  if (market === 'perpetual') return [];
  const faults: FieldFault[] = [];
  if (leverageMax > 1) faults.push(fault('assumptions.leverageMax', 'unsupported', 'A spot market has no leverage'));
  if (allowShort)
    faults.push(fault('assumptions.allowShort', 'unsupported', 'Nothing can be sold short on a spot market'));
  return faults;
}

/** Rules come with strategy `rules`, and must not see the future: the language cannot, and the gate looks all the same. */
function ruleFaults({ strategy, rules, parameters }: LabOrder): FieldFault[] {
  if (strategy !== RULES)
    return rules ? [fault('rules', 'unsupported', 'Rules are run by the strategy named rules')] : [];
  const leaks = leakGate({ kind: 'rules', rules, parameters }, { cuts: RULE_CUTS }).flatMap(({ findings }) => findings);
  return leaks.map(({ output, bar }) => fault('rules', 'leak', `${output} at bar ${bar} depends on later bars`));
}

/** Cuts at which rules are checked while their owner waits. */
const RULE_CUTS = 8;

function partFaults(order: LabOrder): FieldFault[] {
  const faults: FieldFault[] = [];
  if (needsSearch(order) && !order.search)
    faults.push(fault('search', 'missing', 'Say what to search: ranges of parameters'));
  if (order.kind === 'walk-forward' && !order.windows)
    faults.push(fault('windows', 'missing', 'Say how long the windows are'));
  return faults;
}

/** Windows that the time cannot hold, even if no candle were missing; the warm-up comes on top and is known later. */
function windowFaults({ kind, windows, fromMs, toMs, interval }: LabOrder): FieldFault[] {
  if (kind !== 'walk-forward' || !windows || fromMs >= toMs || interval === '1M') return [];
  const { trainBars, testBars, embargoBars } = windows;
  // candles that do not open on the grid may be one more
  const [bars, need] = [expectedBars(fromMs, toMs, interval) + 1, trainBars + embargoBars + testBars];
  if (bars < need) {
    const message = `One window takes ${need} bars (train, embargo and test) and there are at most ${bars} in that time`;
    return [fault('windows.trainBars', 'too-few-bars', message)];
  }
  return [];
}

/** A strategy that reads coarser candles needs a base that they can be folded from. */
function intervalFaults(order: LabOrder, strategy: TradingStrategy): FieldFault[] {
  const read = strategy.intervals({ ...defaults(strategy), ...order.parameters });
  const missing = read.filter((interval) => interval !== order.interval && !dividesInto(order.interval, interval));
  if (missing.length === 0) return [];
  const message = `${strategy.name} reads ${missing.join(' and ')} candles, which cannot be made of ${order.interval}`;
  return [fault('interval', 'too-coarse', message)];
}

const defaults = ({ parameters }: TradingStrategy): Record<string, number> =>
  Object.fromEntries(Object.entries(parameters).map(([name, spec]) => [name, spec.default]));
