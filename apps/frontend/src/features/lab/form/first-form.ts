import type { StrategyInfo, StrategyParameter } from '@orbiquant/contracts';
import { writeNumber } from '../parts/read-number.ts';
import { COST_PRESETS } from './cost-preset.ts';
import type { RangeForm, RunForm } from './run-form.ts';

/** The strategy that a first run takes. */
export const FIRST_STRATEGY = 'hma-sma';
/** The instrument that it is tried on, where there is one of that name. */
export const FIRST_SYMBOL = 'BTC/USDT';

/** The instrument that a first run takes: bitcoin where there is one. */
export const firstSymbol = (symbols: readonly string[]): string | null =>
  symbols.includes(FIRST_SYMBOL) ? FIRST_SYMBOL : (symbols[0] ?? null);

type Known = { strategies: readonly StrategyInfo[]; symbols: readonly string[]; language: string };

/** A form before anything was typed: a plain test with the costs of a real venue. */
export function firstForm({ strategies, symbols, language }: Known): RunForm {
  const strategy = strategies.find(({ name }) => name === FIRST_STRATEGY) ?? strategies[0];
  const symbol = firstSymbol(symbols);
  return {
    kind: 'backtest',
    strategy: strategy?.name ?? '',
    rules: undefined,
    parameters: usualParameters(strategy, language),
    symbols: symbol ? [symbol] : [],
    interval: '5m',
    from: '',
    to: '',
    cash: '10000',
    ...COST_PRESETS['binance-spot'],
    short: false,
    ranges: {},
    method: 'grid',
    objective: 'sharpe',
    trialsMax: '1000',
    tradesMin: '10',
    mode: 'rolling',
    trainDays: '90',
    testDays: '30',
    embargoDays: '0',
    paths: '1000',
    seed: 'lab',
  };
}

/** Every parameter at its usual value. */
export const usualParameters = (strategy: StrategyInfo | undefined, language: string): Record<string, string> =>
  Object.fromEntries(
    (strategy?.parameters ?? []).map(({ name, default: usual }) => [name, writeNumber(usual, language)]),
  );

const HALF = 0.5;
const TWICE = 2;
const STEPS = 5;

/** A range to begin with: from half the usual value to twice it, in a few steps within what is allowed. */
export function usualRange({ kind, min, max, default: usual }: StrategyParameter, language: string): RangeForm {
  const tidy = (value: number): number => (kind === 'integer' ? Math.round(value) : Number(value.toPrecision(2)));
  const from = Math.max(min, tidy(usual * HALF));
  const to = Math.min(max, tidy(usual * TWICE));
  const width = tidy((to - from) / STEPS);
  const step = width > 0 ? width : kind === 'integer' ? 1 : (max - min) / STEPS;
  return {
    on: true,
    from: writeNumber(from, language),
    to: writeNumber(Math.max(from, to), language),
    step: writeNumber(step, language),
  };
}
