import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candle, Interval } from '@orbiquant/contracts';
import { hma, priorHighest, priorLowest, sma, type Bars } from '@orbiquant/quant';
import { isRising, type MarketView } from './market-view.ts';
import { hmaSma } from './shipped/hma-sma.ts';
import { trendFollowing } from './shipped/trend-following.ts';
import { wavyBars } from './testing/wavy-bars.ts';
import { voterOf } from './voter.ts';

const MINUTES_MS = 60_000;
const LENGTHS = { '5m': 5 * MINUTES_MS, '1h': 60 * MINUTES_MS, '4h': 240 * MINUTES_MS } as const;

const candlesOf = (bars: Bars): Candle[] =>
  Array.from(bars.close, (close, at) => ({
    openTimeMs: bars.openTimeMs[at]!,
    open: bars.open[at]!,
    high: bars.high[at]!,
    low: bars.low[at]!,
    close,
    volume: bars.volume[at]!,
  }));

/** Candles of three intervals that all end at the same instant, as an agent's window holds them. */
function viewOf(seed: number, bars: Readonly<Record<keyof typeof LENGTHS, number>>): MarketView {
  const asOfMs = 1000 * LENGTHS['4h'];
  const closed = Object.fromEntries(
    (Object.keys(LENGTHS) as Array<keyof typeof LENGTHS>).map((interval) => [
      interval,
      candlesOf(wavyBars(`${seed}/${interval}`, 400 + seed, LENGTHS[interval]))
        .slice(-bars[interval])
        .map((candle, at, all) => ({ ...candle, openTimeMs: asOfMs - (all.length - at) * LENGTHS[interval] })),
    ]),
  );
  return { symbol: 'BTC/USDT', asOfMs, closed };
}

const closesOf = (view: MarketView, interval: Interval) =>
  Float64Array.from(view.closed[interval]!, ({ close }) => close);

/** The rules as the house's document words them, on the newest candles only. */
function expectedHmaSma(view: MarketView): string {
  const close = closesOf(view, '5m');
  const above = close.at(-1)! > sma(close.slice(-200), 200).at(-1)!;
  const rises = (interval: Interval) => isRising(hma(closesOf(view, interval).slice(-215), 200)) === true;
  const agreeing = [above, rises('1h'), rises('4h')].filter(Boolean).length;
  return agreeing === 3 ? 'long' : agreeing === 0 ? 'short' : 'flat';
}

function expectedTrend(view: MarketView): string {
  const candles = view.closed['1h']!.slice(-100);
  const column = (name: 'high' | 'low' | 'close') => Float64Array.from(candles, (candle) => candle[name]);
  const close = column('close').at(-1)!;
  const average = sma(column('close'), 100).at(-1)!;
  if (close > priorHighest(column('high'), 55).at(-1)! && close > average) return 'long';
  return close < priorLowest(column('low'), 20).at(-1)! ? 'flat' : 'none';
}

describe('an agent hears the same rule that is backtested', () => {
  const full = { '5m': 201, '1h': 216, '4h': 216 };

  it('votes as the documents say, on any window', () => {
    const stances = new Set<string>();
    fc.assert(
      fc.property(fc.nat(500), (seed) => {
        const view = viewOf(seed, full);
        const votes = [voterOf(hmaSma, '5m').vote(view), voterOf(trendFollowing, '1h').vote(view)];
        for (const { strategy, stance } of votes) stances.add(`${strategy} ${stance}`);
        expect(votes.map(({ stance }) => stance)).toEqual([expectedHmaSma(view), expectedTrend(view)]);
      }),
      { numRuns: 80, seed: 2 },
    );
    expect(stances.size).toBeGreaterThanOrEqual(5);
  });

  it('gives the figures behind its stance', () => {
    const view = viewOf(7, full);
    const close = closesOf(view, '5m').at(-1)!;
    const [first] = voterOf(hmaSma, '5m').vote(view).reasons;
    expect(first!.params['close']).toBe(close);
    expect(first!.params['average']).toBeCloseTo(sma(closesOf(view, '5m'), 200).at(-1)!, 9);
  });

  it('says that it is warming up, and what it lacks', () => {
    expect(voterOf(hmaSma, '5m').warmUp).toEqual({ '5m': 200, '1h': 215, '4h': 215 });
    expect(voterOf(trendFollowing, '1h').warmUp).toEqual({ '1h': 100 });
    expect(voterOf(hmaSma, '5m').vote(viewOf(1, { ...full, '4h': 214 }))).toEqual({
      strategy: 'hma-sma',
      stance: 'none',
      strength: 0,
      reasons: [{ code: 'strategy.warm-up', params: { interval: '4h', have: 214, need: 215 } }],
    });
  });
});
