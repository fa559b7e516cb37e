import { describe, expect, it } from '@jest/globals';
import { marketCalendar, wallCalendar } from './calendar.ts';

describe('the calendar of the wall', () => {
  it('is the clock, whatever the market says', () => {
    const calendar = wallCalendar({ nowMs: () => 7_000 });
    calendar.hear(9_000);
    expect(calendar.nowMs()).toBe(7_000);
  });
});

describe('the calendar of a market', () => {
  it('does not guess: before the market was heard nothing is dated', () => {
    const calendar = marketCalendar(null);
    expect(calendar.known()).toBeNull();
    expect(() => calendar.nowMs()).toThrow('The time of the market is not known yet');
  });
  it('goes on with the market, and never back', () => {
    const calendar = marketCalendar(null);
    calendar.hear(5_000);
    calendar.hear(3_000);
    expect(calendar.nowMs()).toBe(5_000);
  });
  it('begins at the newest strike', () => {
    const calendar = marketCalendar(4_000);
    calendar.hear(2_000);
    expect(calendar.nowMs()).toBe(4_000);
  });
});
