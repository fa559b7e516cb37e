/** How one of our columns compares with a published one. */
export type GoldenComparison = {
  /** Bars on which both have a value. */
  readonly compared: number;
  /** First bar from which on all agree: 0 = all, `never` = they still differ in the last tenth. */
  readonly agreesFrom: number | 'never';
};

/** What counts as agreement. */
export type GoldenRule = {
  agrees(ours: number, theirs: number): boolean;
  /** Whether a value on one side only is a disagreement. */
  readonly strictWarmUp: boolean;
};

/** Compares column with column, both as long as the bars. */
export function compareGolden(ours: Float64Array, theirs: Float64Array, rule: GoldenRule): GoldenComparison {
  let [compared, last, known] = [0, -1, 0];
  theirs.forEach((value, at) => {
    const missing = [ours[at]!, value].filter(Number.isNaN).length;
    if (missing < 2) known = at;
    if (missing === 0) compared++;
    const differs = missing === 0 ? !rule.agrees(ours[at]!, value) : missing === 1 && rule.strictWarmUp;
    if (differs) last = at;
  });
  const never = last >= 0 && last > known - theirs.length / 10;
  return { compared, agreesFrom: never ? 'never' : last + 1 };
}

/** Relative to theirs; absolute where theirs is 0. */
export const relative =
  (tolerance: number) =>
  (ours: number, theirs: number): boolean =>
    Math.abs(ours - theirs) <= tolerance * (Math.abs(theirs) || 1);

/** Relative above 1, absolute below. */
export const mixed =
  (tolerance: number) =>
  (ours: number, theirs: number): boolean =>
    Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(theirs));

/** Absolute. */
export const absolute =
  (tolerance: number) =>
  (ours: number, theirs: number): boolean =>
    Math.abs(ours - theirs) <= tolerance;
