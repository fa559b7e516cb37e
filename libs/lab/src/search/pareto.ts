/** What ranks a combination: its objectives (larger is better) and whether it meets the constraints. */
export type Ranked = { readonly objectives: readonly number[]; readonly feasible: boolean };

/**
 * Whether `a` is at least as good everywhere and better somewhere. What is feasible beats what is not.
 *
 * @see K. Deb, "An efficient constraint handling method for genetic algorithms", CMAME 186, 2000.
 */
export function dominates(a: Ranked, b: Ranked): boolean {
  if (a.feasible !== b.feasible) return a.feasible;
  return (
    a.objectives.every((value, k) => value >= b.objectives[k]!) &&
    a.objectives.some((value, k) => value > b.objectives[k]!)
  );
}

/**
 * Indexes by front: the first is dominated by nobody, the second by the first alone, and so on.
 *
 * @see K. Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC 6(2), 2002, section III-A.
 */
export function frontsOf(all: readonly Ranked[]): number[][] {
  const beatenBy = all.map((one) => all.filter((other) => dominates(other, one)).length);
  const fronts: number[][] = [];
  let front = indexesOf(beatenBy, 0);
  while (front.length > 0) {
    fronts.push(front);
    for (const winner of front) {
      beatenBy[winner] = -1;
      all.forEach((loser, k) => {
        if (beatenBy[k]! > 0 && dominates(all[winner]!, loser)) beatenBy[k]! -= 1;
      });
    }
    front = indexesOf(beatenBy, 0);
  }
  return fronts;
}

/**
 * How alone each member of a front stands: the sum over objectives of the gap between its neighbours, Infinity at the
 * ends. The lonelier, the more it adds to what is known of the front.
 *
 * @see NSGA-II, section III-B.
 */
export function crowdingOf(front: readonly Ranked[]): number[] {
  const alone = front.map(() => 0);
  const width = front[0]?.objectives.length ?? 0;
  for (let k = 0; k < width; k++) {
    const value = (at: number): number => front[at]!.objectives[k]!;
    const order = front.map((_unused, at) => at).toSorted((a, b) => value(a) - value(b) || a - b);
    const span = value(order.at(-1)!) - value(order[0]!);
    order.forEach((at, place) => {
      const gap =
        place === 0 || place === order.length - 1 ? Infinity : value(order[place + 1]!) - value(order[place - 1]!);
      alone[at]! += span > 0 ? gap / span : gap === Infinity ? Infinity : 0;
    });
  }
  return alone;
}

const indexesOf = (values: readonly number[], wanted: number): number[] =>
  values.flatMap((value, at) => (value === wanted ? [at] : []));
