import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { floorToMinor } from '@orbiquant/ledger';
import { periodOfKey } from '@orbiquant/periods';
import { bookingDay } from './booking-day.ts';
import { factIdOf, isSameFact, readFact, writeFact, type Fact } from './facts.ts';
import { settleDay } from './settle-day.ts';
import { result, sampleDay } from './testing/sample-day.ts';

const DAYS = ['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'] as const;
const FIRST_MS = periodOfKey(DAYS[0]).fromMs;
const DAY_MS = 86_400_000;
const EXPONENT = 6;

type Carry = Fact<'trading_results'>;
const carry = (part: object = {}): Carry =>
  readFact('trading_results', {
    agent_id: 'orion',
    symbol: 'BTC/USDT',
    exchange: 'paper',
    profit: '-1.25',
    kind: 'funding',
    venue_event_id: 'f-1',
    at_ms: FIRST_MS,
    ...part,
  });

/** Days that take what they are told, close in order and keep the report of their close, as the store does. */
function books() {
  const kept = new Map<string, { fact: Carry; day: string; isLate: boolean }>();
  const reports: Array<ReturnType<typeof settleDay>> = [];
  const settled = (day: string) => {
    const facts = [...kept].filter(([, one]) => one.day === day);
    const results = facts.map(([factId, { fact }]) => ({ ...fact, factId }));
    return settleDay(sampleDay({ results, lateEvents: facts.filter(([, { isLate }]) => isLate).length }, day));
  };
  const closedUntilMs = (): number => FIRST_MS + reports.length * DAY_MS;
  return {
    kept,
    reports,
    settled,
    tell(fact: Carry, key: string): void {
      const factId = factIdOf('trading_results', fact, key);
      if (kept.has(factId)) return;
      const atMs = fact.at_ms ?? 0;
      const receivedAtMs = Math.max(atMs, closedUntilMs());
      kept.set(factId, { fact, ...bookingDay({ atMs, receivedAtMs, closedUntilMs: closedUntilMs() }) });
    },
    close: (): void => void reports.push(settled(DAYS[reports.length] ?? '')),
  };
}

const event = fc.record({
  kind: fc.constantFrom('funding', 'borrow', 'rebate'),
  micros: fc.integer({ min: -1e12, max: 1e12 }),
  atMs: fc.integer({ min: FIRST_MS, max: FIRST_MS + 3 * DAY_MS }),
});
const events = fc.array(event, { minLength: 1, maxLength: 12 }).map((list) =>
  list.map(({ kind, micros, atMs }, at) =>
    carry({
      kind,
      profit: `${micros < 0 ? '-' : ''}${Math.abs(micros) / 1e6 < 1 ? '0' : Math.trunc(Math.abs(micros) / 1e6)}.${String(Math.abs(micros) % 1e6).padStart(6, '0')}`,
      venue_event_id: `e${at}`,
      at_ms: atMs,
    }),
  ),
);
/** Each event told once to four times, in any order, with four days closing anywhere in between. */
const told = events.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc
      .tuple(fc.tuple(...list.map(() => fc.integer({ min: 1, max: 4 }))), fc.constant(DAYS.slice(0, 4).map(() => null)))
      .chain(([times, closes]) => {
        const tellings = times.flatMap((count, at) => Array.from({ length: count }, () => at));
        const all: Array<number | null> = [...tellings, ...closes];
        return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      }),
  ),
);

describe('what a venue pays or takes by itself', () => {
  it('P2: funding, interest and rebates count once each, told any number of times, in any order and however late; what is closed stays', () => {
    fc.assert(
      fc.property(told, ([list, steps]) => {
        const day = books();
        for (const [at, step] of steps.entries())
          if (step === null) day.close();
          else day.tell(list[step]!, `telling-${at}`);
        const closed = [...day.reports];
        day.close();
        expect(day.kept.size).toBe(list.length);
        for (const [at, report] of closed.entries()) expect(day.settled(DAYS[at]!)).toEqual(report);
        const whole = list.reduce((sum, { profit }) => sum + floorToMinor(profit, EXPONENT), 0n);
        expect(day.reports.reduce((sum, { totals }) => sum + totals.netMinor, 0n)).toBe(whole);
        for (const { fact, day: bookedOn, isLate } of day.kept.values()) {
          const own = DAYS[Math.floor(((fact.at_ms ?? 0) - FIRST_MS) / DAY_MS)]!;
          expect(isLate ? bookedOn > own : bookedOn === own).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('P2: what is told in time counts on the day on which it happened, what is late is an adjustment of the first open day, and that report says so', () => {
    const day = books();
    day.tell(carry(), 'a');
    day.close();
    day.tell(carry(), 'again');
    day.tell(carry({ venue_event_id: 'f-2', profit: '-0.75' }), 'late');
    day.close();
    const [first, second] = day.reports;
    expect(first!.totals.netMinor).toBe(-1_250_000n);
    expect(second!.totals.netMinor).toBe(-750_000n);
    expect(second!.notes).toContainEqual({ code: 'late-events', count: 1, about: DAYS[1] });
  });

  it('is profit or loss and no operation', () => {
    const paid = { ...carry({ profit: '-2' }), factId: 'f' };
    const { totals, symbols } = settleDay(sampleDay({ results: [result('5'), paid] }));
    expect(totals).toMatchObject({ profitMinor: 5_000_000n, lossMinor: -2_000_000n, netMinor: 3_000_000n });
    expect(totals).toMatchObject({ operations: 1, wins: 1, losses: 0 });
    expect(symbols).toMatchObject([{ netMinor: 3_000_000n, operations: 1 }]);
  });

  it('P2: is known by the venue’s id, within one venue and one kind, whoever tells it under whatever key', () => {
    const idOf = (part: object = {}): string => factIdOf('trading_results', carry(part), 'key');
    expect(factIdOf('trading_results', carry(), 'other key')).toBe(idOf());
    const others = [{ kind: 'rebate' }, { exchange: 'other' }, { venue_event_id: 'f-2' }].map(idOf);
    expect(new Set([idOf(), ...others]).size).toBe(4);
    expect(
      factIdOf('trading_results', readFact('trading_results', { symbol: 'A', exchange: 'b', profit: 1 }), 'k'),
    ).toBe('k');
  });

  it('P2: without the venue’s id it is refused; with other figures it is not the same', () => {
    const nameless = { ...writeFact('trading_results', carry()), venue_event_id: undefined };
    expect(() => readFact('trading_results', nameless)).toThrow('venue_event_id');
    expect(isSameFact('trading_results', carry(), carry({ profit: '-1.250' }))).toBe(true);
    expect(isSameFact('trading_results', carry(), carry({ profit: '-1.26' }))).toBe(false);
  });
});
