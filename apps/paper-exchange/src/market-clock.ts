import type { Clock } from '@orbiquant/kernel';
import type { Venue } from './venue.ts';

const TICK_MS = 25;
const SAVE_EVERY_MS = 1_000;
/** Most market time one step may cover, so that a client sees a fast market move and not jump. */
const STEP_MARKET_MS_MAX = 300_000;

/** Drives the market: so many market milliseconds per wall millisecond, or only when told to step. */
export type MarketClock = {
  readonly speed: () => number;
  readonly isPaused: () => boolean;
  pause(): void;
  resume(): void;
  setSpeed(speed: number): void;
  /** Advances a market that stands still by so much market time. */
  step(byMs: number): Promise<void>;
  stop(): Promise<void>;
};

export type MarketClockOptions = { speed: number; isStepwise: boolean; clock: Clock };

export function startMarketClock(venue: Venue, options: MarketClockOptions): MarketClock {
  const { clock } = options;
  const stopping = new AbortController();
  let { speed } = options;
  let isPaused = options.isStepwise;
  let wallMs = clock.monoMs();
  let owedMs = 0;
  let savedAtMs = wallMs;

  /** Market time that the wall time since the last look stands for. */
  function accrue(): number {
    const nowMs = clock.monoMs();
    if (!isPaused) owedMs += (nowMs - wallMs) * speed;
    wallMs = nowMs;
    return nowMs;
  }

  async function tick(): Promise<void> {
    const nowMs = accrue();
    const byMs = Math.min(Math.floor(owedMs), Math.max(STEP_MARKET_MS_MAX, TICK_MS * speed * 2));
    owedMs = owedMs > byMs * 4 ? 0 : owedMs - byMs; // a machine that was asleep does not race to catch up
    if (byMs > 0) await venue.advanceTo(venue.state.clockMs + byMs);
    if (nowMs - savedAtMs < SAVE_EVERY_MS) return;
    savedAtMs = nowMs;
    await venue.saveClock();
  }

  const running = repeat(tick, clock, stopping.signal);

  return {
    speed: () => speed,
    isPaused: () => isPaused,
    pause() {
      accrue();
      isPaused = true;
      owedMs = 0;
    },
    resume() {
      accrue();
      isPaused = false;
    },
    setSpeed(next) {
      accrue();
      speed = next;
    },
    step: (byMs) => venue.advanceTo(venue.state.clockMs + byMs),
    async stop() {
      stopping.abort();
      await running;
      await venue.saveClock();
    },
  };
}

/** Ticks until told to stop. A tick that fails has told the venue's keeper already; the market then stands still. */
async function repeat(tick: () => Promise<void>, clock: Clock, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const isWell = await tick().then(
      () => true,
      () => false,
    );
    if (!isWell) return;
    await clock.sleep(TICK_MS, stop);
  }
}
