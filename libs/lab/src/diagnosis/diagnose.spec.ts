import { describe, expect, it } from '@jest/globals';
import { diagnose } from './diagnose.ts';
import { FINDING_CODES } from './finding-codes.ts';
import { dealsOf, finished, type Story } from './testing/finished.ts';

const looked = (story: Story) => {
  const { run, problem } = finished(story);
  return diagnose(run, problem);
};
const codes = (story: Story): string[] => looked(story).map(({ code }) => code);
const of = (story: Story, code: string) => looked(story).find((one) => one.code === code);

/** Forty trades of which three in four gain, over all of the time, on a market that stays where it is. */
const healthy: Story = { deals: dealsOf(40, (at) => (at % 4 === 0 ? -90 : 100)) };

/** For each code a run that shows it. */
const SHOWN: Readonly<Record<(typeof FINDING_CODES)[number], Story>> = {
  'no-trades': {},
  'few-trades': { deals: dealsOf(12, () => 50) },
  'no-gain': { deals: dealsOf(40, () => -10) },
  'behind-holding': { ...healthy, close: (day) => 100 + day },
  'lucky-trade': { deals: dealsOf(40, (at) => (at === 7 ? 3_000 : 10)) },
  'lucky-days': { deals: dealsOf(40, (at) => (at % 8 === 0 ? 600 : -50)) },
  'small-wins-large-losses': { deals: dealsOf(40, (at) => (at % 5 === 0 ? -300 : 100)) },
  'one-side': {
    deals: dealsOf(40, (at) => (at % 2 === 0 ? 100 : -40)).map((deal, at) => ({
      ...deal,
      side: at % 2 === 0 ? 'long' : 'short',
    })),
  },
  'one-instrument': {
    symbols: ['A', 'B'],
    deals: dealsOf(40, (at) => (at % 2 === 0 ? 100 : 1)).map((deal, at) => ({
      ...deal,
      symbol: at % 2 === 0 ? 'A' : 'B',
    })),
  },
  'many-parameters': { ...healthy, parameters: { a: 1, b: 2, c: 3, d: 4, e: 5 } },
  'costs-decide': { ...healthy, costs: { fees: 900, slippage: 600 } },
  'large-fall': { deals: dealsOf(40, (at) => (at < 20 ? 200 : -250)) },
  'long-fall': { deals: dealsOf(40, (at) => (at === 2 ? -1_000 : at < 2 ? 900 : 20)) },
  crisis: {
    deals: dealsOf(40, (at) => (at >= 20 && at < 30 ? -200 : 150)),
    close: (day) => (day < 200 ? 100 : day < 300 ? 100 - (day - 200) / 2 : 50),
  },
  liquidated: { ...healthy, orders: [{ purpose: 'liquidation' }] },
  'edge-fades': { deals: dealsOf(40, (at) => (at < 20 ? 100 : -50)) },
  'flat-stretch': { deals: dealsOf(40, (at) => (at % 4 === 0 ? -90 : 100), 200) },
  'rarely-in-market': { deals: dealsOf(10, () => 50).map((deal) => ({ ...deal, to: deal.from + 1 })), days: 4_000 },
  'always-in-market': healthy,
  'short-history': { deals: dealsOf(40, () => 50, 200), days: 200 },
  capacity: { ...healthy, volumeShares: [0.02, 0.02] },
  'open-end': {
    deals: dealsOf(40, (at) => (at === 39 ? 2_500 : 10)).map((deal, at) => ({
      ...deal,
      exitTag: at === 39 ? 'end' : 'out',
    })),
  },
};

describe('the diagnosis of a finished run', () => {
  it.each(FINDING_CODES)('%s is found where it is, with a suggestion and figures that JSON can carry', (code) => {
    const found = of(SHOWN[code], code);
    expect(found).toBeDefined();
    expect(found!.suggestion).not.toBe('');
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('says little of a healthy run', () => {
    expect(codes(healthy)).toEqual(['always-in-market']);
  });

  it('says of a run without trades only that, and that its time is short where it is', () => {
    expect(codes({})).toEqual(['no-trades']);
    expect(codes({ days: 100 })).toEqual(['no-trades', 'short-history']);
  });

  it('puts the gravest first', () => {
    const order = looked({ deals: dealsOf(5, () => -900), days: 200 }).map(({ severity }) => severity);
    const rank = { serious: 0, warning: 1, note: 2 };
    expect(order.map((severity) => rank[severity])).toEqual(order.map((severity) => rank[severity]).toSorted());
    expect(order[0]).toBe('serious');
  });

  it('says how much hangs on the best trade, and what is left without it', () => {
    const found = of(SHOWN['lucky-trade'], 'lucky-trade');
    expect(found!.params).toEqual({ share: 3_000 / 3_390, without: 390 });
    expect(of({ deals: dealsOf(40, (at) => (at === 7 ? 3_000 : -10)) }, 'lucky-trade')!.severity).toBe('serious');
  });

  it('says how much money its volume bears', () => {
    const found = of({ ...healthy, volumeShares: [0.1, 0.1, 0.1] }, 'capacity');
    expect(found).toMatchObject({ severity: 'serious', params: { share: 0.1, max: 0.01 } });
    expect(found!.params['cash']).toBeCloseTo(1_000, 9);
    expect(of({ ...healthy, volumeShares: [0.001] }, 'capacity')).toBeUndefined();
    expect(of({ ...healthy, volumeShares: [0.001], cappedFills: 2 }, 'capacity')).toMatchObject({
      severity: 'serious',
    });
  });

  it('compares with what the market did in its worst fall', () => {
    const found = of(SHOWN.crisis, 'crisis');
    expect(found!.params).toMatchObject({ symbol: 'A', market: -0.5 });
    expect(found!.params['return']).toBeLessThan(-0.1);
  });
});
