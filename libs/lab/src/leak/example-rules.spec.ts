import { describe, expect, it } from '@jest/globals';
import type { Interval } from '@orbiquant/contracts';
import type { Bars, ParameterValues } from '@orbiquant/quant';
import { compileRules, exampleRules, hmaSma, smaCross, type Rules, type TradingStrategy } from '@orbiquant/strategy';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import type { Trade } from '../engine/records.ts';
import { runBacktest } from '../engine/run-backtest.ts';
import { randomBars } from '../testing/random-bars.ts';
import { readBars } from '../testing/read-bars.ts';
import { FILTERS, FREE } from '../testing/scripted.ts';
import { probeBars } from './probe-bars.ts';

const rulesNamed = (name: string): Rules => exampleRules.find((rules) => rules.name === name)!;

type Market = { readonly bars: Bars; readonly interval: Interval; readonly market: 'spot' | 'perpetual' };
type Untagged = Omit<Trade, 'entryTag' | 'exitTag'>;

function trades(
  strategy: TradingStrategy,
  parameters: ParameterValues,
  { bars, interval, market }: Market,
): Untagged[] {
  const { trades: made } = runBacktest({
    instruments: [{ symbol: 'BTC/USDT', interval, bars, market, filters: FILTERS }],
    strategy,
    parameters,
    assumptions: { ...FREE, cash: 10_000, takerFeeBps: 10 },
    seed: '',
    codeVersion: '',
  });
  return made.map(({ entryTag: _entry, exitTag: _exit, ...trade }) => trade);
}

/** The same trades to the last bit, money and all. */
function expectSmaCrossEqual(at: Market, parameters: ParameterValues): void {
  const expected = trades(smaCross, parameters, at);
  expect(expected.length).toBeGreaterThan(20);
  expect(trades(compileRules(rulesNamed('sma-cross-rules')), parameters, at)).toEqual(expected);
}

/**
 * The shipped rule declares one coarser candle more than its slopes need and waits for it; a rule set starts as soon as
 * everything is known. From the end of each one's first trade on they are the same, save for the money made in it.
 */
function expectHmaSmaEqual(at: Market, parameters: ParameterValues): void {
  const shipped = trades(hmaSma, parameters, at);
  const ruled = trades(compileRules(rulesNamed('hma-sma-rules')), parameters, at);
  const from = Math.max(shipped[0]!.exitBar, ruled[0]!.exitBar);
  const later = (made: readonly Untagged[]) =>
    made
      .filter(({ entryBar }) => entryBar >= from)
      .map(({ side, entryBar, entryPrice, exitBar, exitPrice }) => {
        // an average price is notional by quantity, and the quantities are not the same
        const prices = [entryPrice, exitPrice].map((price) => price.toPrecision(12));
        return { side, entryBar, exitBar, prices };
      });
  expect(later(shipped).length).toBeGreaterThan(20);
  expect(later(ruled)).toEqual(later(shipped));
}

describe('example rules trade like the strategies that they write down', () => {
  it.each(['spot', 'perpetual'] as const)('sma-cross, %s, trade by trade', (market) => {
    // no standstills: there both averages are equal but for the rounding of their sums, which is not the rule
    for (const [fast, slow] of [
      [10, 30],
      [3, 7],
      [5, 60],
    ] as const)
      expectSmaCrossEqual(
        { bars: randomBars(`sma/${fast}`, 6_000), interval: '1h', market },
        { fast, slow, share: 0.9 },
      );
  });
  it.each(['spot', 'perpetual'] as const)('hma-sma over three intervals, %s, trade by trade', (market) => {
    for (const hull of [6, 20]) {
      const bars = probeBars(`hma/${hull}`, 9_000, '5m');
      expectHmaSmaEqual({ bars, interval: '5m', market }, { average: 50, hull, share: 0.9 });
    }
  });
  it.each(exampleRules)('$name trades on a perpetual', (rules) => {
    const strategy = compileRules(rules);
    const at: Market = { bars: probeBars(`trades/${rules.name}`, 6_000, '30m'), interval: '30m', market: 'perpetual' };
    expect(trades(strategy, {}, at).length).toBeGreaterThan(0);
  });
});

const FILE = 'data/binance-spot-1h-2021-2023/BTCUSDT-1h.csv.gz';

describeWithShared('example rules on real bars', FILE, () => {
  const bars = readBars(sharedPath(FILE));
  it('trade like sma-cross', () => {
    expectSmaCrossEqual({ bars, interval: '1h', market: 'perpetual' }, { fast: 10, slow: 30, share: 0.9 });
  });
  it('trade like hma-sma', () => {
    expectHmaSmaEqual({ bars, interval: '1h', market: 'perpetual' }, { average: 200, hull: 50, share: 0.9 });
  });
});
