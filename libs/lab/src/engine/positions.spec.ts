import { describe, expect, it } from '@jest/globals';
import type { Intent } from '@orbiquant/strategy';
import { barsOfRows, buy, exit, flat, perpetual, play, spot, type Row } from '../testing/scripted.ts';

const fillsOf = (result: ReturnType<typeof play>) =>
  result.fills.map(({ bar, signedQuantity, price }) => [bar, signedQuantity, price]);
const purposes = (result: ReturnType<typeof play>) => result.orders.map(({ purpose }) => purpose);
const bracketed = { 0: [buy(1, { stop: 95, target: 110 })] };

describe('fill rules (docs/backtest.md): positions', () => {
  it('rule 9: a protective stop is hit by a touch, and by a gap at the open', () => {
    expect(fillsOf(play(spot([flat(100), flat(100), [100, 101, 95, 99]]), bracketed)).at(-1)).toEqual([2, -1, 95]);
    expect(fillsOf(play(spot([flat(100), flat(100), [90, 101, 89, 99]]), bracketed)).at(-1)).toEqual([2, -1, 90]);
    const slipping = play(spot([flat(100), flat(100), [100, 101, 94, 99]]), bracketed, {
      slippage: { kind: 'bps', bps: 50 },
    });
    expect(slipping.fills.at(-1)!.price).toBeCloseTo(95 * 0.995, 10);
  });

  it('rule 10: a target needs a trade through it, and gets the open beyond it', () => {
    expect(fillsOf(play(spot([flat(100), flat(100), [100, 110, 99, 100]]), bracketed))).toHaveLength(1);
    expect(fillsOf(play(spot([flat(100), flat(100), [100, 110.01, 99, 100]]), bracketed)).at(-1)).toEqual([2, -1, 110]);
    expect(fillsOf(play(spot([flat(100), flat(100), [115, 116, 99, 100]]), bracketed)).at(-1)).toEqual([2, -1, 115]);
  });

  it('rule 11: stop and target in the same bar resolve against us', () => {
    expect(fillsOf(play(spot([flat(100), flat(100), [100, 120, 90, 115]]), bracketed)).at(-1)).toEqual([2, -1, 95]);
    expect(fillsOf(play(spot([flat(100), [100, 120, 90, 115]]), bracketed))).toEqual([
      [1, 1, 100],
      [1, -1, 95],
    ]);
  });

  const quarters = (rows: readonly Row[]) => barsOfRows(rows, { everyMs: 900_000, fromMs: 2 * 3_600_000 });
  it('rule 12: finer bars say which came first', () => {
    const rows: Row[] = [flat(100), flat(100), [100, 120, 90, 115]];
    const up = quarters([
      [100, 120, 100, 118],
      [118, 118, 90, 95],
      [95, 110, 95, 110],
      [110, 115, 110, 115],
    ]);
    const down = quarters([
      [100, 100, 90, 92],
      [92, 120, 92, 118],
      [118, 118, 110, 112],
      [112, 115, 112, 115],
    ]);
    expect(fillsOf(play(spot(rows, { finerBars: up }), bracketed)).at(-1)).toEqual([2, -1, 110]);
    expect(fillsOf(play(spot(rows, { finerBars: down }), bracketed)).at(-1)).toEqual([2, -1, 95]);
    const late = play(spot(rows, { finerBars: up }), { 1: [exit], ...bracketed }, { latencyMs: 1 });
    expect(late.fills.at(-1)).toMatchObject({ atMs: 2 * 3_600_000, price: 110 });
  });

  it('rule 12: latency is kept to the finer open', () => {
    const rows: Row[] = [flat(100), flat(100), [100, 120, 90, 115]];
    const finerBars = quarters([
      [100, 101, 100, 101],
      [101, 120, 101, 118],
      [118, 118, 90, 95],
      [95, 115, 95, 115],
    ]);
    const result = play(spot(rows, { finerBars }), { 1: [buy(1)] }, { latencyMs: 1 });
    expect(result.fills[0]).toMatchObject({ bar: 2, atMs: 2 * 3_600_000 + 900_000, price: 101 });
  });

  it('rule 13: entered inside the bar by a limit, the stop may be hit in it and the target not', () => {
    const wish = { 0: [buy(1, { type: 'limit' as const, price: 98, stop: 95, target: 105 })] };
    expect(fillsOf(play(spot([flat(100), [100, 110, 94, 108], [108, 109, 107, 108]]), wish))).toEqual([
      [1, 1, 98],
      [1, -1, 95],
    ]);
    expect(fillsOf(play(spot([flat(100), [100, 110, 97, 104], [104, 106, 103, 104]]), wish))).toEqual([
      [1, 1, 98],
      [2, -1, 105],
    ]);
  });

  it('rule 14: entered inside the bar by a stop order, the stop comes first and then the target', () => {
    const wish = { 0: [buy(1, { type: 'stop' as const, price: 102, stop: 98, target: 105 })] };
    expect(fillsOf(play(spot([flat(100), [100, 106, 97, 104]]), wish)).at(-1)).toEqual([1, -1, 98]);
    expect(fillsOf(play(spot([flat(100), [100, 106, 99, 104]]), wish)).at(-1)).toEqual([1, -1, 105]);
  });

  it('rule 15: a trailing stop moves at closes only, and never back', () => {
    const rows: Row[] = [
      flat(100),
      [100, 110, 99, 109],
      [109, 112, 104, 105],
      [105, 106, 103, 104],
      [104, 104, 101, 103],
    ];
    const result = play(spot(rows), { 0: [buy(1, { stop: 90, trail: 10 })] });
    // after bar 1 the stop stands at 100, after bar 2 at 102: bar 2 falls to 104 and bar 3 to 103, bar 4 to 101
    expect(fillsOf(result).at(-1)).toEqual([4, -1, 102]);
  });

  it('rule 15: a trailing distance alone starts from the fill', () => {
    const result = play(spot([flat(100), [100, 101, 89, 95]]), { 0: [buy(1, { trail: 10 })] });
    expect(fillsOf(result).at(-1)).toEqual([1, -1, 90]);
  });

  it('a stop is moved at the close and acts in the next bar, on its tick; one that is no price moves nothing', () => {
    const rows: Row[] = [flat(100), flat(100), [100, 100, 96, 99], [99, 99, 96, 98]];
    const moved = play(spot(rows), { ...bracketed, 2: [{ kind: 'move-stop', stop: 97.006, tag: 'up' }] });
    expect(fillsOf(moved).at(-1)).toEqual([3, -1, 97]);
    const nonsense = play(spot(rows), { ...bracketed, 2: [{ kind: 'move-stop', stop: NaN, tag: 'no' }] });
    expect(fillsOf(nonsense)).toHaveLength(1);
  });

  it('an order that only reduces leaves the bracket of the position alone', () => {
    const short = { ...buy(2), side: 'short', stop: 110 } as Intent;
    const rows: Row[] = [flat(100), flat(100), flat(100), [100, 105, 94, 100], [100, 110, 99, 105]];
    const result = play(perpetual(rows), { 0: [short], 1: [buy(1, { stop: 95 })] });
    expect(fillsOf(result).slice(2)).toEqual([[4, 1, 110]]);
  });

  it('rule 16: a stop that the volume does not carry goes on at market', () => {
    const rows: Row[] = [flat(100), flat(100), [100, 100, 90, 92, 5], [93, 94, 92, 93, 1000]];
    const result = play(spot(rows), bracketed, { participationMax: 0.1 });
    expect(fillsOf(result).slice(1)).toEqual([
      [2, -0.5, 95],
      [3, -0.5, 93],
    ]);
    expect(result.trades).toHaveLength(1);
  });

  it('rule 25: a perpetual is carried up to its leverage', () => {
    const wish: Intent = buy(0, { size: { kind: 'equity-fraction', value: 5 } });
    const rows = [flat(100), flat(100)];
    expect(fillsOf(play(perpetual(rows, { leverageMax: 3 }), { 0: [wish] }))).toEqual([[1, 30, 100]]);
    expect(play(perpetual(rows, { leverageMax: 3 }), { 0: [buy(31)] }).orders[0]).toMatchObject({
      status: 'rejected',
      reason: 'insufficient-margin',
    });
    const short = { ...buy(20), side: 'short' } as Intent;
    const result = play(perpetual([...rows, flat(90)], { leverageMax: 3 }), { 0: [short] });
    expect(result.equity.at(-1)).toBe(1200);
    expect(play(perpetual(rows), { 0: [short] }, { allowShort: false }).orders[0]!.reason).toBe('short-not-allowed');
  });

  it('rule 26: funding is paid on what is held before anything fills at its time', () => {
    const hour = 3_600_000;
    const funding = [
      { atMs: hour, rate: 0.01 },
      { atMs: 2 * hour, rate: 0.01 },
      { atMs: 3.5 * hour, rate: -0.02 },
    ];
    const rows = [flat(100), flat(100), flat(120), flat(130), flat(140)];
    const result = play(perpetual(rows, { funding }), { 0: [buy(1)] });
    // nothing at hour 1 (the order fills there), 120 x 1 % at hour 2, -(130 x 2 %) inside bar 3
    expect(result.costs.funding).toBeCloseTo(1.2 - 2.6, 12);
    expect(result.equity.at(-1)).toBeCloseTo(1000 + 40 - 1.2 + 2.6, 9);
  });

  it('rule 27: the venue closes at the margin call, at the open beyond it, and takes its fee', () => {
    const levered = { leverageMax: 10, maintenanceMarginRate: 0.05 };
    const wish = { 0: [buy(50)] };
    // 1000 + 50 (P - 100) = 0.05 x 50 P  =>  P = 4000 / 47.5
    const call = 4000 / 47.5;
    const inside = play(perpetual([flat(100), flat(100), [100, 101, 80, 90]], levered), wish, {
      liquidationFeeBps: 100,
    });
    expect(purposes(inside)).toEqual(['entry', 'liquidation']);
    expect(inside.fills.at(-1)!.price).toBeCloseTo(call, 9);
    expect(inside.costs.liquidation).toBeCloseTo(50 * call * 0.01, 9);
    expect(inside.equity.at(-1)).toBeCloseTo(1000 + 50 * (call - 100) - 50 * call * 0.01, 9);
    const gap = play(perpetual([flat(100), flat(100), [82, 101, 80, 90]], levered), wish);
    expect(gap.fills.at(-1)!.price).toBe(82);
    const safe = play(perpetual([flat(100), flat(100), [100, 101, 84.5, 90]], levered), wish);
    expect(safe.fills).toHaveLength(1);
    const stopped = play(perpetual([flat(100), flat(100), [100, 101, 80, 90]], levered), {
      0: [buy(50, { stop: 90 })],
    });
    expect([purposes(stopped).at(-1), stopped.fills.at(-1)!.price]).toEqual(['stop', 90]);
    const tooLate = play(perpetual([flat(100), flat(100), [100, 101, 80, 90]], levered), {
      0: [buy(50, { stop: 82 })],
    });
    expect(purposes(tooLate).at(-1)).toBe('liquidation');
  });

  it('rule 27: a short is called above', () => {
    const short = { ...buy(50), side: 'short' } as Intent;
    const levered = { leverageMax: 10, maintenanceMarginRate: 0.05 };
    const result = play(perpetual([flat(100), flat(100), [100, 130, 99, 110]], levered), { 0: [short] });
    // 1000 - 50 (P - 100) = 0.05 x 50 P  =>  P = 6000 / 52.5
    expect(result.fills.at(-1)!.price).toBeCloseTo(6000 / 52.5, 9);
  });

  it('rule 28: a gap below zero is reported, and the account stands at zero', () => {
    const result = play(perpetual([flat(100), flat(100), flat(70), flat(70)], { leverageMax: 10 }), { 0: [buy(50)] });
    expect(result.shortfall).toBeCloseTo(500, 9);
    expect(result.equity.at(-1)).toBe(0);
    expect(result.warnings.map(({ code }) => code)).toContain('shortfall');
  });
});
