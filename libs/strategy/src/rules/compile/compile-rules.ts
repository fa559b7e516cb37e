import type { Interval } from '@orbiquant/contracts';
import type { ParameterValues } from '@orbiquant/quant';
import type { Size } from '../../intent.ts';
import type { PreparedStrategy, StrategyMarket, TradingStrategy } from '../../trading-strategy.ts';
import { contradictionsOf } from '../analysis/check-contradictions.ts';
import { checkRules } from '../check/check-rules.ts';
import { warmUpOf } from '../check/look-back.ts';
import { numberOf, type RuleModel } from '../check/rule-model.ts';
import type { Condition } from '../language/condition.ts';
import type { Side } from '../language/rules.ts';
import { ProgramBuilder } from './program-builder.ts';
import { RuleColumns } from './rule-columns.ts';
import { bracketOf } from './rule-bracket.ts';
import { RuleTrader, type TradingSide } from './rule-trader.ts';
import { writeSteps } from './write-steps.ts';

/**
 * A user's rules as a strategy like any of the house: the backtester, agents, the optimiser and the leak gate take it
 * unchanged. It cannot loop, cannot grow and cannot see a later bar. docs/rules.md has the language.
 *
 * @param input  Rules from anywhere, such as JSON that a browser has sent.
 * @throws       AppError `invalid-input` with every fault under the path of its field.
 */
export function compileRules(input: unknown): TradingStrategy {
  const model = checkRules(input);
  const intervals = [
    ...new Set([...model.series.values()].flatMap(({ interval }): Interval[] => (interval === null ? [] : [interval]))),
  ];
  return {
    name: model.rules.name,
    parameters: Object.fromEntries([...model.parameters].map(([name, { name: _named, ...spec }]) => [name, spec])),
    intervals: () => intervals,
    warmUp: (values) => warmUpOf(model, withDefaults(model, values)),
    conflicts: (values) => contradictionsOf(model, withDefaults(model, values)),
    prepare: (market, values) => prepareRules(model, market, withDefaults(model, values)),
  };
}

const withDefaults = ({ parameters }: RuleModel, values: ParameterValues): ParameterValues =>
  Object.fromEntries([...parameters.values()].map(({ name, default: byDefault }) => [name, values[name] ?? byDefault]));

type Half = { readonly steps: Int32Array | null; readonly exitSteps: Int32Array | null };

function prepareRules(model: RuleModel, market: StrategyMarket, values: ParameterValues): PreparedStrategy {
  const { rules } = model;
  const builder = new ProgramBuilder(new RuleColumns(market, model, values), values);
  const size: Size = { kind: rules.sizing.kind, value: numberOf(rules.sizing.value, values) };
  const written = (condition: Condition | undefined): Int32Array | null =>
    condition ? writeSteps(condition, builder) : null;
  const half = (side: Side): Half & Omit<TradingSide, 'entry' | 'exit'> => {
    const exits = rules.exits?.[side];
    return {
      side,
      steps: written(rules.entries[side]),
      exitSteps: written(exits?.when),
      barsMax: exits?.barsMax === undefined ? Infinity : numberOf(exits.barsMax, values),
      bracket: bracketOf(exits, { side, size }, builder),
    };
  };
  const [long, short] = [half('long'), half('short')];
  const slots = builder.finish();
  const bound = ({ steps, exitSteps, ...rest }: Half & Omit<TradingSide, 'entry' | 'exit'>): TradingSide => ({
    ...rest,
    entry: steps && { steps, slots },
    exit: exitSteps && { steps: exitSteps, slots },
  });
  return new RuleTrader({
    name: rules.name,
    slots,
    close: market.base.close,
    long: bound(long),
    short: bound(short),
    cooldownBars: rules.cooldownBars === undefined ? 0 : numberOf(rules.cooldownBars, values),
    firstBar: firstBarOf(model, market, values),
  });
}

/** First bar at which every interval has the candles that the rules need; the number of bars when none does. */
function firstBarOf(model: RuleModel, market: StrategyMarket, values: ParameterValues): number {
  const { base = 1, ...coarser } = warmUpOf(model, values);
  const length = market.base.close.length;
  let at = base - 1;
  for (const [interval, needed] of Object.entries(coarser) as [Interval, number][])
    while (at < length && market.closedIndexAt(interval, at) < needed - 1) at++;
  return at;
}
