import type { Interval } from '@orbiquant/contracts';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import { strategyMarket, type Intent, type PreparedStrategy, type TradingStrategy } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import type { LabInstrument } from '../engine/request.ts';
import { runBacktest } from '../engine/run-backtest.ts';
import type { LeakOutput } from './leak-subject.ts';
import { ProbeAccount } from './probe-account.ts';

type Run = {
  readonly strategy: TradingStrategy;
  readonly parameters: ParameterValues;
  readonly interval: Interval;
  readonly bars: Bars;
};

const SYMBOL = 'PROBE/USDT';
const FILTERS = { tickSize: 1e-9, stepSize: 1e-9, quantityMin: 0, notionalMin: 0 };
const ASSUMPTIONS = { ...DEFAULT_ASSUMPTIONS, participationMax: Infinity };

/**
 * All that a strategy says: what it wishes while flat, what it wishes with positions put into its hands, what it wishes
 * while its own orders are filled, and its votes.
 */
export function observeStrategy(run: Run): LeakOutput[] {
  const { strategy, parameters, interval, bars } = run;
  const intervals = strategy.intervals(parameters);
  const market = strategyMarket({ symbol: SYMBOL, interval, base: bars, intervals });
  const prepare = (): PreparedStrategy => strategy.prepare(market, parameters);
  const flat = prepare();
  return [
    wishes('intents while flat', probed(flat, run, false)),
    wishes('intents while held', probed(prepare(), run, true)),
    wishes('intents in a backtest', backtested(prepare(), run)),
    ...votes(flat, run),
  ];
}

type Wishes = readonly (string | null)[];

const wishes = (name: string, texts: Wishes): LeakOutput => ({
  name,
  length: texts.length,
  isCostly: false,
  at: (bar) => texts[bar] ?? null,
});

function votes(prepared: PreparedStrategy, { bars }: Run): LeakOutput[] {
  if (!prepared.vote) return [];
  const vote = prepared.vote.bind(prepared);
  return [{ name: 'vote', length: bars.close.length, isCostly: true, at: (bar) => JSON.stringify(vote(bar)) }];
}

function probed(prepared: PreparedStrategy, { bars }: Run, isHolding: boolean): Wishes {
  const account = new ProbeAccount(bars.close, isHolding);
  return Array.from({ length: bars.close.length }, (_unused, at) => {
    account.moveTo(at);
    return textOf(prepared.decide(at, account));
  });
}

/** What it wishes when the engine fills its orders; the engine must not leak either. */
function backtested(prepared: PreparedStrategy, { strategy, parameters, interval, bars }: Run): Wishes {
  const texts = new Array<string | null>(bars.close.length).fill(null);
  const listening: TradingStrategy = {
    name: strategy.name,
    parameters: {},
    intervals: () => [],
    warmUp: () => ({}),
    prepare: () => ({
      decide(at, account) {
        const intents = prepared.decide(at, account);
        texts[at] = textOf(intents);
        return intents;
      },
    }),
  };
  const instrument: LabInstrument = { symbol: SYMBOL, interval, bars, market: 'perpetual', filters: FILTERS };
  const assumptions = ASSUMPTIONS;
  runBacktest({ instruments: [instrument], strategy: listening, parameters, assumptions, seed: '', codeVersion: '' });
  return texts;
}

const textOf = (intents: readonly Intent[] | null): string | null =>
  intents === null ? null : JSON.stringify(intents);
