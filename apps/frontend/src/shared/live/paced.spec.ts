import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { paced } from './paced.ts';

describe('what is paced', () => {
  const run = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    run.mockClear();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs at once, then once for all that was asked meanwhile', () => {
    const { ask } = paced(run, 1_000);
    for (let times = 0; times < 50; times++) ask();
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });
  it('runs at once again when nobody asked for a while', () => {
    const { ask } = paced(run, 1_000);
    ask();
    jest.advanceTimersByTime(1_500);
    ask();
    expect(run).toHaveBeenCalledTimes(2);
  });
  it('forgets what was asked when it is stopped', () => {
    const { ask, stop } = paced(run, 1_000);
    ask();
    ask();
    stop();
    jest.advanceTimersByTime(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
