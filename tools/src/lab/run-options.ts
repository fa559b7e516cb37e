import { readFileSync } from 'node:fs';
import type { ParseArgsConfig } from 'node:util';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type LabInstrument } from '@orbiquant/lab';
import { compileRules, strategyNamed, type TradingStrategy } from '@orbiquant/strategy';
import { filesOption, numberOption, textOption, type LabArguments } from './lab-arguments.ts';
import { readInstrument } from './read-instrument.ts';
import { UsageError } from './usage-error.ts';

/** Options that every run of a strategy takes. */
export const RUN_OPTIONS = {
  strategy: { type: 'string' },
  rules: { type: 'string' },
  params: { type: 'string' },
  in: { type: 'string', multiple: true },
  market: { type: 'string' },
  leverage: { type: 'string' },
  cash: { type: 'string' },
  'fees-bps': { type: 'string' },
  'maker-fees-bps': { type: 'string' },
  'slippage-bps': { type: 'string' },
  'latency-bars': { type: 'string' },
  participation: { type: 'string' },
  'limit-fill': { type: 'string' },
  'close-at-end': { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

/** The strategy that is named, or compiled from a file of rules. */
export function strategyOption(given: LabArguments): TradingStrategy {
  const { rules } = rulesOption(given);
  if (rules) return compileRules(rules);
  const name = textOption(given, 'strategy');
  if (!name) throw new UsageError('name a strategy with --strategy NAME, or a file of rules with --rules FILE');
  return strategyNamed(name);
}

/** The rule set of `--rules FILE`, unchecked. @throws UsageError naming the file */
export function rulesOption(given: LabArguments): { rules?: Record<string, unknown> } {
  const file = textOption(given, 'rules');
  if (!file) return {};
  try {
    return { rules: JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> };
  } catch (error) {
    throw new UsageError(`${file} is no file of rules: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One of a few words. @throws UsageError naming the option and the words */
export function wordOption<T extends string>(given: LabArguments, name: string, words: readonly [T, ...T[]]): T {
  const value = textOption(given, name) ?? words[0];
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${words.join(', ')}, not ${value}`);
  return found;
}

/** The instruments of the files; both sides can be traded unless the market is spot. */
export function instrumentsOption(given: LabArguments): LabInstrument[] {
  const market = wordOption(given, 'market', ['perpetual', 'spot']);
  const leverageMax = numberOption(given, 'leverage', 1);
  return filesOption(given).map((file) => ({
    ...readInstrument(file, market),
    ...(market === 'perpetual' ? { leverageMax } : {}),
  }));
}

/** What the run takes for granted. Without options: 10 bps of fees, no slippage, no cap on participation. */
export function assumptionsOption(given: LabArguments): Assumptions {
  const takerFeeBps = numberOption(given, 'fees-bps', DEFAULT_ASSUMPTIONS.takerFeeBps);
  const slippageBps = numberOption(given, 'slippage-bps', 0);
  return {
    ...DEFAULT_ASSUMPTIONS,
    cash: numberOption(given, 'cash', DEFAULT_ASSUMPTIONS.cash),
    takerFeeBps,
    makerFeeBps: numberOption(given, 'maker-fees-bps', takerFeeBps),
    slippage: slippageBps === 0 ? { kind: 'none' } : { kind: 'bps', bps: slippageBps },
    latencyBars: numberOption(given, 'latency-bars', 0),
    participationMax: numberOption(given, 'participation', Infinity),
    limitFill: wordOption(given, 'limit-fill', ['trade-through', 'touch']),
    closeAtEnd: wordOption(given, 'close-at-end', ENDS) === 'last-close',
  };
}

/** How the last position ends: by an exit that is decided one bar before the end, at the last close, or not at all. */
export const ENDS = ['last-open', 'last-close', 'no'] as const;

/** The strategy with an exit decided on the last bar but one, which fills at the open of the last. */
export const leavingBeforeTheEnd = (strategy: TradingStrategy): TradingStrategy => ({
  ...strategy,
  prepare(market, parameters) {
    const prepared = strategy.prepare(market, parameters);
    const last = market.base.close.length - 2;
    return {
      ...prepared,
      decide: (at, account) => (at >= last ? (at === last ? LEAVE : null) : prepared.decide(at, account)),
    };
  },
});

const LEAVE = [{ kind: 'exit', tag: 'end' }] as const;
