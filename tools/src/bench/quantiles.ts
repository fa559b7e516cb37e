/** Durations at a glance, in milliseconds. */
export type Spread = { samples: number; p50Ms: number; p99Ms: number };

/** The value below which a share of the samples lies (nearest rank). */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(2));
  return { samples: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}
