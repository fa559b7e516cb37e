import type { Rng } from '@orbiquant/kernel';

/** One stretch of market mood. Drift and volatility are per minute, of log price. */
export type Regime = {
  name: string;
  minutesLeft: number;
  drift: number;
  volatility: number;
  volumeFactor: number;
  pull: number;
};

/** Legs of an accumulation-manipulation-distribution cycle: a quiet range, a false break, the real move the other way. */
const AMD_LEGS = 3;

/** The moods that follow, in order: one range or trend, or the three legs of a cycle. */
export function nextRegimes(rng: Rng): Regime[] {
  const draw = rng.next();
  if (draw < 0.4) return [range(rng)];
  return draw < 0.75 ? [trend(rng)] : cycle(rng);
}

function range(rng: Rng): Regime {
  const minutesLeft = 240 + rng.below(1200);
  return { name: 'range', minutesLeft, drift: 0, volatility: 0.00045, volumeFactor: 0.8, pull: 0.004 };
}

function trend(rng: Rng): Regime {
  const direction = rng.next() < 0.52 ? 1 : -1;
  const minutesLeft = 360 + rng.below(2400);
  const drift = direction * (0.00001 + rng.next() * 0.000025);
  return { name: 'trend', minutesLeft, drift, volatility: 0.0006, volumeFactor: 1.1, pull: 0 };
}

function cycle(rng: Rng): Regime[] {
  const direction = rng.next() < 0.5 ? 1 : -1;
  const minutes = Array.from({ length: AMD_LEGS }, (_, leg) => [300, 30, 180][leg]! + rng.below([600, 60, 480][leg]!));
  const leg = (name: string, at: number, rest: Omit<Regime, 'name' | 'minutesLeft'>): Regime => ({
    name,
    minutesLeft: minutes[at]!,
    ...rest,
  });
  return [
    leg('accumulation', 0, { drift: 0, volatility: 0.0003, volumeFactor: 0.6, pull: 0.008 }),
    leg('manipulation', 1, { drift: -direction * 0.00018, volatility: 0.0009, volumeFactor: 2.2, pull: 0 }),
    leg('distribution', 2, { drift: direction * 0.00009, volatility: 0.0008, volumeFactor: 1.6, pull: 0 }),
  ];
}
