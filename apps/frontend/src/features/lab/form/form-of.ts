import type { LabOrder, StrategyInfo } from '@orbiquant/contracts';
import { toField } from '../../../shared/format/times.ts';
import { daysOfBars } from '../parts/interval-days.ts';
import { writeNumber } from '../parts/read-number.ts';
import { firstForm, usualParameters } from './first-form.ts';
import type { RunForm } from './run-form.ts';

type Known = { strategies: readonly StrategyInfo[]; symbols: readonly string[]; language: string };

/** The form that an earlier order would have been typed in: the one to run again with changes. */
export function formOf(order: LabOrder, known: Known): RunForm {
  const { language, strategies } = known;
  const write = (value: number): string => writeNumber(value, language);
  const strategy = strategies.find(({ name }) => name === order.strategy);
  const written = Object.fromEntries(Object.entries(order.parameters).map(([name, value]) => [name, write(value)]));
  const { cash, makerFeeBps, takerFeeBps, slippageBps, latencyBars, allowShort } = order.assumptions;
  return {
    ...firstForm(known),
    kind: order.kind,
    strategy: order.strategy,
    rules: order.rules,
    parameters: { ...usualParameters(strategy, language), ...written },
    symbols: order.symbols,
    interval: order.interval,
    from: toField(nextMinute(order.fromMs)),
    to: toField(nextMinute(order.toMs)),
    cash: write(cash),
    makerFeeBps: write(makerFeeBps),
    takerFeeBps: write(takerFeeBps),
    slippageBps: write(slippageBps),
    latencyBars: write(latencyBars),
    short: allowShort,
    paths: write(order.paths),
    seed: order.seed,
    ...searchPart(order, write),
    ...windowsPart(order, write),
  };
}

const MINUTE_MS = 60_000;

/** Candles open on whole minutes, so this holds the same candles as the instant itself. */
const nextMinute = (atMs: number): number => Math.ceil(atMs / MINUTE_MS) * MINUTE_MS;

function searchPart({ search }: LabOrder, write: (value: number) => string): Partial<RunForm> {
  if (!search) return {};
  const ranges = Object.entries(search.ranges).map(([name, { from, to, step }]) => [
    name,
    { on: true, from: write(from), to: write(to), step: write(step) },
  ]);
  return {
    ranges: Object.fromEntries(ranges),
    method: search.method,
    objective: search.objectives[0] ?? 'sharpe',
    trialsMax: write(search.trialsMax),
    tradesMin: write(search.tradesMin),
  };
}

function windowsPart({ windows, interval }: LabOrder, write: (value: number) => string): Partial<RunForm> {
  if (!windows) return {};
  const days = (bars: number): string => write(daysOfBars(bars, interval));
  return {
    mode: windows.mode,
    trainDays: days(windows.trainBars),
    testDays: days(windows.testBars),
    embargoDays: days(windows.embargoBars),
  };
}
