import { describe, expect, it } from '@jest/globals';
import { buy, exit, flat, FREE, perpetual, play, scripted, spot, type Row } from '../testing/scripted.ts';
import { runBacktest } from './run-backtest.ts';

const fillsOf = (result: ReturnType<typeof play>) =>
  result.fills.map(({ bar, signedQuantity, price }) => [bar, signedQuantity, price]);
const endsOf = (result: ReturnType<typeof play>) => result.orders.map(({ status, reason }) => [status, reason]);

describe('fill rules (docs/backtest.md): orders', () => {
  it('rule 1: acts at the next open, not at the close it decided on', () => {
    const result = play(spot([flat(100), [110, 120, 105, 115], flat(115)]), { 0: [buy(1)] });
    expect(fillsOf(result)).toEqual([[1, 1, 110]]);
    expect(Array.from(result.equity)).toEqual([1000, 1005, 1005]);
  });

  it('rule 2: latency pushes an order to a later open, in bars or in time', () => {
    const rows = [flat(100), flat(101), flat(102), flat(103)];
    expect(fillsOf(play(spot(rows), { 0: [buy(1)] }, { latencyBars: 1 }))).toEqual([[2, 1, 102]]);
    expect(fillsOf(play(spot(rows), { 0: [buy(1)] }, { latencyMs: 1 }))).toEqual([[2, 1, 102]]);
    expect(fillsOf(play(spot(rows), { 0: [buy(1)] }, { latencyMs: 3_600_000 }))).toEqual([[2, 1, 102]]);
    expect(fillsOf(play(spot(rows), { 0: [buy(1)] }, { latencyMs: 3_600_001 }))).toEqual([[3, 1, 103]]);
  });

  it('rule 3: slippage never carries a fill outside the bar', () => {
    const rows: Row[] = [flat(100), [100, 101, 99, 100], [100, 100, 99.5, 100]];
    const result = play(spot(rows), { 0: [buy(1)], 1: [exit] }, { slippage: { kind: 'bps', bps: 500 } });
    expect(fillsOf(result)).toEqual([
      [1, 1, 101],
      [2, -1, 99.5],
    ]);
  });

  it.each([
    ['none', { kind: 'none' }, 100],
    ['basis points', { kind: 'bps', bps: 10 }, 100.1],
    ['a share of the range', { kind: 'range-share', share: 0.05 }, 101],
    ['square-root impact', { kind: 'square-root-impact', coefficient: 0.1 }, 100 * (1 + 0.1 * Math.sqrt(4 / 1000))],
  ] as const)('rule 4: a market order takes the open, moved by %s', (_name, slippage, price) => {
    const result = play(spot([flat(100), [100, 110, 90, 100]]), { 0: [buy(4)] }, { slippage });
    expect(result.fills[0]!.price).toBeCloseTo(price, 10);
    expect(result.costs.slippage).toBeCloseTo(4 * (price - 100), 9);
  });

  const limitAt = (price: number) => ({ 0: [buy(1, { type: 'limit', price })] });
  it('rule 5: a resting limit needs a trade through its price, or a touch where that is assumed', () => {
    const rows: Row[] = [flat(100), [100, 100, 95, 98], [98, 98, 94.99, 97]];
    expect(fillsOf(play(spot(rows), limitAt(95)))).toEqual([[2, 1, 95]]);
    expect(fillsOf(play(spot(rows), limitAt(95), { limitFill: 'touch' }))).toEqual([[1, 1, 95]]);
  });

  it('rule 6: a resting limit that the open jumps over gets the open', () => {
    const result = play(spot([flat(100), flat(100), [90, 92, 88, 91]]), limitAt(95), {
      makerFeeBps: 10,
      takerFeeBps: 50,
    });
    expect(fillsOf(result)).toEqual([[2, 1, 90]]);
    expect(result.costs.fees).toBeCloseTo(0.09, 12);
  });

  it('rule 7: a limit that is marketable on arrival takes at the open, never beyond its price', () => {
    const rows: Row[] = [flat(100), [100, 110, 90, 100]];
    const costly = { takerFeeBps: 50, makerFeeBps: 10, slippage: { kind: 'bps', bps: 300 } } as const;
    const result = play(spot(rows), limitAt(102), costly);
    expect(fillsOf(result)).toEqual([[1, 1, 102]]);
    expect(result.costs.fees).toBeCloseTo(102 * 0.005, 12);
    expect(fillsOf(play(spot(rows), limitAt(102)))).toEqual([[1, 1, 100]]);
  });

  it('rule 8: a stop entry takes at its trigger, or at the open beyond it', () => {
    const stopAt = { 0: [buy(1, { type: 'stop' as const, price: 105 })] };
    expect(fillsOf(play(spot([flat(100), [100, 105, 99, 104]]), stopAt))).toEqual([[1, 1, 105]]);
    expect(fillsOf(play(spot([flat(100), [107, 108, 104, 105]]), stopAt))).toEqual([[1, 1, 107]]);
    expect(fillsOf(play(spot([flat(100), [100, 104.99, 99, 104]]), stopAt))).toEqual([]);
    const slipping = play(spot([flat(100), [100, 106, 99, 104]]), stopAt, { slippage: { kind: 'bps', bps: 50 } });
    expect(slipping.fills[0]!.price).toBeCloseTo(105 * 1.005, 10);
  });

  it('rule 16: takes at most its share of the volume, and the rest waits', () => {
    const rows: Row[] = [flat(100), [100, 100, 100, 100, 10], [101, 101, 101, 101, 30], [102, 102, 102, 102, 1000]];
    const result = play(spot(rows), { 0: [buy(5)] }, { participationMax: 0.1 });
    expect(fillsOf(result)).toEqual([
      [1, 1, 100],
      [2, 3, 101],
      [3, 1, 102],
    ]);
    expect(result.orders[0]).toMatchObject({ status: 'filled', averagePrice: (100 + 303 + 102) / 5 });
    expect(result.warnings.map(({ code }) => code)).toContain('participation-cap');
  });

  it('rule 17: what has not filled in its bars expires', () => {
    const rows: Row[] = [flat(100), [100, 100, 100, 100, 10], flat(100), flat(100)];
    const capped = play(spot(rows), { 0: [buy(5, { goodForBars: 1 })] }, { participationMax: 0.1 });
    expect(fillsOf(capped)).toEqual([[1, 1, 100]]);
    expect(endsOf(capped)).toEqual([['expired', 'good-for-bars']]);
    const low = [flat(100), flat(100), flat(100), [100, 100, 80, 100]] as Row[];
    const missed = play(spot(low), { 0: [buy(1, { type: 'limit', price: 90, goodForBars: 2 })] });
    expect(endsOf(missed)).toEqual([['expired', 'good-for-bars']]);
    expect(fillsOf(play(spot(low), { 0: [buy(1, { type: 'limit', price: 90, goodForBars: 3 })] }))).toEqual([
      [3, 1, 90],
    ]);
  });

  it('rule 17: what is good for no bar fills on arrival or not at all', () => {
    const now = (price: number) => ({ 0: [buy(1, { type: 'limit' as const, price, goodForBars: 0 })] });
    const rows: Row[] = [flat(100), [100, 101, 90, 95], flat(95), flat(95)];
    expect(fillsOf(play(spot(rows), now(100.5)))).toEqual([[1, 1, 100]]);
    expect(endsOf(play(spot(rows), now(99)))).toEqual([['expired', 'good-for-bars']]);
    expect(fillsOf(play(spot(rows), now(100.5), { latencyBars: 1 }))).toEqual([[2, 1, 95]]);
  });

  it('rule 18: rounds quantities down, and rejects what is below the minimum with its reason', () => {
    const coarse = { filters: { tickSize: 0.01, stepSize: 0.1, quantityMin: 0.2, notionalMin: 50 } };
    const rows = [flat(100), flat(100)];
    expect(fillsOf(play(spot(rows, coarse), { 0: [buy(1.29)] }))).toEqual([[1, 1.2, 100]]);
    expect(endsOf(play(spot(rows, coarse), { 0: [buy(0.15)] }))).toEqual([['rejected', 'below-quantity-min']]);
    expect(endsOf(play(spot(rows, coarse), { 0: [buy(0.45)] }))).toEqual([['rejected', 'below-notional-min']]);
    const held = play(spot([flat(100), flat(100), flat(10), flat(10)], coarse), { 0: [buy(1, { stop: 50 })] });
    expect(held.positions[0]!.quantity).toBe(0);
  });

  it('rule 19: prices go to the tick on the side on which they are met later', () => {
    const ticks = { filters: { tickSize: 0.5, stepSize: 0, quantityMin: 0, notionalMin: 0 } };
    const result = play(spot([flat(100), flat(100)], ticks), {
      0: [
        buy(1, { type: 'limit', price: 90.4 }),
        buy(1, { type: 'stop', price: 110.1 }),
        { kind: 'place', id: 's', side: 'sell', price: 120.1, size: { kind: 'quantity', value: 1 }, tag: 's' },
      ],
    });
    expect(result.orders.map(({ price }) => price)).toEqual([90, 110.5, 120.5]);
  });

  it('rule 20: resting limits pay the maker, all else the taker', () => {
    const rows: Row[] = [flat(100), [100, 100, 90, 95], [95, 112, 95, 110]];
    const result = play(
      spot(rows),
      { 0: [buy(1, { type: 'limit', price: 95, target: 110 }), buy(1)] },
      { makerFeeBps: 10, takerFeeBps: 20 },
    );
    expect(
      result.fills.map(({ price, fee, signedQuantity }) => [
        price,
        Math.abs(Math.round((fee / price / signedQuantity) * 10_000)),
      ]),
    ).toEqual([
      [100, 20],
      [95, 10],
      [110, 10],
    ]);
  });

  it('rule 21: market orders are sized at the price they meet, waiting ones at their own', () => {
    const share = { kind: 'equity-fraction', value: 0.5 } as const;
    const rows = [flat(100), flat(125), flat(50)] as Row[];
    expect(fillsOf(play(spot(rows), { 0: [buy(0, { size: share })] }))).toEqual([[1, 4, 125]]);
    const resting = play(spot(rows), { 0: [buy(0, { size: share, type: 'limit', price: 80 })] });
    expect(fillsOf(resting)).toEqual([[2, 6.25, 50]]);
    const risk = play(spot(rows), { 0: [buy(0, { size: { kind: 'risk-fraction', value: 0.01 }, stop: 120 })] });
    expect(risk.fills[0]).toMatchObject({ price: 125, signedQuantity: 2 });
  });

  it('rule 22: spot is never short and never pays what it has not got', () => {
    const rows = [flat(100), flat(100), flat(100)];
    const short = { ...buy(1), side: 'short' } as ReturnType<typeof buy>;
    expect(endsOf(play(spot(rows), { 0: [short] }))).toEqual([['rejected', 'short-not-allowed']]);
    expect(endsOf(play(spot(rows), { 0: [buy(10.5)] }))).toEqual([['rejected', 'insufficient-cash']]);
    const all = play(
      spot(rows),
      { 0: [buy(0, { size: { kind: 'equity-fraction', value: 1 } })] },
      { takerFeeBps: 100 },
    );
    expect(all.fills[0]!.signedQuantity).toBe(9.9);
    expect(all.cash).toBeGreaterThanOrEqual(0);
    const twice = play(spot(rows), { 0: [buy(6), buy(0, { size: { kind: 'equity-fraction', value: 0.6 } })] });
    expect(fillsOf(twice)).toEqual([
      [1, 6, 100],
      [1, 4, 100],
    ]);
  });

  it('rule 23: an exit never sells more than is held, and with nothing held it is cancelled', () => {
    const rows = [flat(100), flat(100), flat(100), flat(100)];
    const result = play(spot(rows), { 0: [buy(1)], 1: [exit, exit] });
    expect(fillsOf(result).slice(1)).toEqual([[2, -1, 100]]);
    expect(endsOf(result).at(-1)).toEqual(['cancelled', 'nothing-to-close']);
    const half = play(spot(rows), { 0: [buy(1)], 1: [{ kind: 'exit', fraction: 0.5, tag: 'half' }] });
    expect(half.positions[0]!.quantity).toBe(0.5);
  });

  it('rule 24: a resting order cannot sell what another bought inside the same bar', () => {
    const place = (side: 'buy' | 'sell', price: number) =>
      ({ kind: 'place', id: side, side, price, size: { kind: 'quantity', value: 1 }, tag: side }) as const;
    const rows: Row[] = [flat(100), [100, 111, 89, 100], [100, 111, 99, 100]];
    expect(fillsOf(play(spot(rows), { 0: [place('buy', 90), place('sell', 110)] }))).toEqual([
      [1, 1, 90],
      [2, -1, 110],
    ]);
  });

  it('rule 29: what is held stays open, or is sold at the last close', () => {
    const rows: Row[] = [flat(100), [100, 120, 90, 110]];
    expect(play(spot(rows), { 0: [buy(1)] }).warnings.map(({ code }) => code)).toContain('last-trade-open');
    const closed = play(spot(rows), { 0: [buy(1)] }, { closeAtEnd: true, takerFeeBps: 100 });
    expect(closed.trades).toHaveLength(1);
    expect(closed.trades[0]).toMatchObject({ exitPrice: 110, exitTag: 'end' });
    expect(closed.equity.at(-1)).toBeCloseTo(1000 + 10 - 1 - 1.1, 9);
  });

  it('rule 31: a trade is what one entry order and one exit order share, oldest first', () => {
    const rows: Row[] = [flat(100), flat(100), flat(110), flat(120), flat(130), flat(130)];
    const result = play(spot(rows), {
      0: [buy(1, { tag: 'first' })],
      1: [buy(2, { tag: 'second' })],
      2: [{ kind: 'exit', fraction: 0.5, tag: 'half' }],
      3: [exit],
    });
    expect(result.trades.map(({ entryTag, exitTag, quantity, pnl }) => [entryTag, exitTag, quantity, pnl])).toEqual([
      ['first', 'half', 1, 20],
      ['second', 'half', 0.5, 5],
      ['second', 'out', 1.5, 30],
    ]);
    expect(result.trades[0]).toMatchObject({ entryBar: 1, exitBar: 3, barsHeld: 2, adverseShare: 0 });
    expect(result.trades[0]!.favourableShare).toBeCloseTo(0.2, 12);
  });

  it('rule 32: the approval hook sees every order before it is sent, and refuses with its own code', () => {
    const seen: unknown[] = [];
    const result = runBacktest({
      instruments: [spot([flat(100), flat(100), flat(100)])],
      strategy: scripted({ 0: [buy(1), buy(2)], 1: [exit] }),
      parameters: {},
      assumptions: FREE,
      seed: '',
      codeVersion: '',
      approve({ intent, at, atMs }, { quantity }) {
        seen.push([intent.kind, at, atMs, quantity]);
        return intent.kind === 'enter' && intent.size.value > 1 ? 'too-much' : null;
      },
    });
    expect(endsOf(result)).toEqual([
      ['filled', ''],
      ['rejected', 'too-much'],
      ['filled', ''],
    ]);
    expect(seen).toEqual([
      ['enter', 0, 3_600_000, 0],
      ['enter', 0, 3_600_000, 0],
      ['exit', 1, 7_200_000, 1],
    ]);
  });

  it('a wished weight is bought or sold to, and zero is flat', () => {
    const rows = [flat(100), flat(100), flat(100)];
    const result = play(perpetual(rows, { leverageMax: 2 }), {
      0: [{ kind: 'target', weight: -1.5, tag: 'short' }],
      1: [{ kind: 'target', weight: 0, tag: 'flat' }],
    });
    expect(fillsOf(result)).toEqual([
      [1, -15, 100],
      [2, 15, 100],
    ]);
  });

  it('what waits can be withdrawn by name, or all at once', () => {
    const place = (id: string, price: number) =>
      ({ kind: 'place', id, side: 'buy', price, size: { kind: 'quantity', value: 1 }, tag: id }) as const;
    const rows: Row[] = [flat(100), flat(100), [100, 100, 50, 60], flat(60)];
    const one = play(spot(rows), { 0: [place('a', 90), place('b', 80)], 1: [{ kind: 'cancel', id: 'a' }] });
    expect(endsOf(one)).toEqual([
      ['cancelled', 'withdrawn'],
      ['filled', ''],
    ]);
    const all = play(spot(rows), { 0: [place('a', 90), place('b', 80)], 1: [{ kind: 'cancel' }] });
    expect(all.fills).toHaveLength(0);
  });

  it('a wish without a price, or of nothing, is rejected', () => {
    const result = play(spot([flat(100), flat(100)]), {
      0: [
        buy(1, { type: 'limit' }),
        buy(NaN),
        buy(1, { stop: NaN }),
        buy(1, { size: { kind: 'risk-fraction', value: 0.1 } }),
      ],
    });
    expect(endsOf(result).map(([, reason]) => reason)).toEqual([
      'not-a-price',
      'not-a-price',
      'not-a-price',
      'stop-on-wrong-side',
    ]);
  });
});
