/** When every world begins: ten days before the end of a month, so that months end within it. 2026-01-21T00:00:00Z */
export const START_MS = 1_768_953_600_000;

const hex12 = (n: number): string => n.toString(16).padStart(12, '0');

/** A name that is a UUID in shape, the same in every world. */
export const nameOf = (kind: number, n: number): string => `00000000-0000-4000-${8000 + kind}-${hex12(n)}`;
