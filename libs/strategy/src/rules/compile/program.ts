/** Kinds of step. Comparisons push a truth; the others combine what has been pushed. */
export const STEP = {
  above: 0,
  atLeast: 1,
  equals: 2,
  within: 3,
  test: 4,
  time: 5,
  days: 6,
  all: 7,
  any: 8,
  not: 9,
  becomes: 10,
} as const;

/** Numbers that a step is written in: its kind and three operands. */
export const STEP_WIDTH = 4;

/** Truth of a condition: unknown while something that it reads is in warm-up. */
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;
export type Truth = typeof FALSE | typeof TRUE | typeof UNKNOWN;

/** Registers of the position, set before a program runs; after them come the constants. */
export const REGISTER = { barsHeld: 0, profitPercent: 1, profit: 2 } as const;
export const FIRST_CONSTANT = 3;

/**
 * Conditions as flat arrays: where each operand is found (its slot), and the steps in postfix order. Programs of one
 * rule set share their slots.
 */
export type Slots = {
  /** Columns on the base bars. */
  readonly columns: readonly Float64Array[];
  /** Position and constants; NaN where there is no position. */
  readonly registers: Float64Array;
  /** Per slot: a column, or a register written as -1 - register. */
  readonly place: Int32Array;
  /** Per slot: base bars back. */
  readonly lag: Int32Array;
  /** Per slot: the slot it is divided by, -1 = none. */
  readonly divisor: Int32Array;
};

/** One condition, ready to run. */
export type Program = { readonly steps: Int32Array; readonly slots: Slots };
