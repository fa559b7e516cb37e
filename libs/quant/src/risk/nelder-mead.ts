type Vertex = { point: Float64Array; value: number };
/** Where a search ended; `converged` is false when it ran out of steps. */
export type Minimum = { point: Float64Array; value: number; converged: boolean };

const TOLERANCE = 1e-4;

/**
 * Smallest value of a function without derivatives, by the simplex of Nelder and Mead.
 *
 * Reflection 1, expansion 2, contraction 1/2, shrinkage 1/2; the first simplex moves each coordinate by 5 % (0.00025 from
 * zero); ends when points and values lie within 1e-4, or after 200 steps or evaluations per dimension.
 *
 * @see J. Nelder, R. Mead, "A Simplex Method for Function Minimization", The Computer Journal 7(4), 1965.
 */
export function nelderMead(objective: (point: Float64Array) => number, start: Float64Array): Minimum {
  let evaluations = 0;
  const evaluated = (point: Float64Array): Vertex => {
    evaluations++;
    return { point, value: objective(point) };
  };
  const limit = 200 * start.length;
  let simplex = firstSimplex(start).map(evaluated).sort(byValue);
  for (let step = 1; step < limit && evaluations < limit && !settled(simplex); step++) {
    simplex = improved(simplex, evaluated).sort(byValue);
  }
  return { ...simplex[0]!, converged: settled(simplex) && evaluations < limit };
}

const byValue = (a: Vertex, b: Vertex): number => a.value - b.value;

function firstSimplex(start: Float64Array): Float64Array[] {
  const moved = Array.from(start, (value, at) => start.with(at, value === 0 ? 0.00025 : value * 1.05));
  return [start, ...moved];
}

function settled([best, ...rest]: Vertex[]): boolean {
  return rest.every(
    ({ point, value }) =>
      Math.abs(value - best!.value) <= TOLERANCE &&
      point.every((coordinate, at) => Math.abs(coordinate - best!.point[at]!) <= TOLERANCE),
  );
}

function improved(simplex: Vertex[], evaluated: (point: Float64Array) => Vertex): Vertex[] {
  const worst = simplex.at(-1)!;
  const others = simplex.slice(0, -1);
  const centre = worst.point.map((_, at) => others.reduce((sum, { point }) => sum + point[at]!, 0) / others.length);
  const along = (factor: number): Vertex =>
    evaluated(centre.map((value, at) => (1 + factor) * value - factor * worst.point[at]!));
  const replacement = replacementFor({ best: others[0]!, second: others.at(-1)!, worst, along });
  if (replacement) return [...others, replacement];
  const best = others[0]!;
  return [best, ...simplex.slice(1).map(({ point }) => evaluated(shrunk(best.point, point)))];
}

const shrunk = (best: Float64Array, point: Float64Array): Float64Array =>
  point.map((value, at) => best[at]! + 0.5 * (value - best[at]!));

/** The point that takes the place of the worst one; null when the simplex has to shrink. */
function replacementFor(simplex: {
  best: Vertex;
  second: Vertex;
  worst: Vertex;
  along: (factor: number) => Vertex;
}): Vertex | null {
  const { best, second, worst, along } = simplex;
  const reflected = along(1);
  if (reflected.value < best.value) {
    const expanded = along(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const outside = reflected.value < worst.value;
  const contracted = along(outside ? 0.5 : -0.5);
  const accepted = outside ? contracted.value <= reflected.value : contracted.value < worst.value;
  return accepted ? contracted : null;
}
