import { RULE_LIMITS } from '../language/rule-limits.ts';
import type { Series } from '../language/series.ts';
import type { RuleFaults } from './rule-fault.ts';
import { sourcesOf } from './rule-model.ts';

/**
 * Names of series, each after those that it reads; those in a circle are left out and told, with the way round.
 * Depth is how many series stand behind one, itself included.
 */
export function orderSeries(series: readonly Series[], faults: RuleFaults): string[] {
  const places = new Map(series.map(({ name }, at) => [name, at]));
  const depths = new Map<string, number>();
  let left = [...series];
  for (let isMoving = true; isMoving;) {
    const ready = left.filter((each) => sourcesOf(each).every(({ name }) => depths.has(name) || !places.has(name)));
    for (const each of ready)
      depths.set(each.name, 1 + Math.max(0, ...sourcesOf(each).map(({ name }) => depths.get(name) ?? 0)));
    left = left.filter(({ name }) => !depths.has(name));
    isMoving = ready.length > 0;
  }
  const first = left[0];
  if (first) tellCircle(first, new Map(left.map((each) => [each.name, each])), { places, faults });
  for (const [name, depth] of depths)
    if (depth > RULE_LIMITS.depth)
      faults.add(`series[${places.get(name)}]`, 'too-deep', `series stand on series at most ${RULE_LIMITS.depth} deep`);
  return [...depths.keys()];
}

/** Follows what a series reads until one comes back. */
function tellCircle(
  first: Series,
  left: ReadonlyMap<string, Series>,
  { places, faults }: { places: ReadonlyMap<string, number>; faults: RuleFaults },
): void {
  const way: string[] = [];
  let at: Series | undefined = first;
  while (at && !way.includes(at.name)) {
    way.push(at.name);
    const onwards: { name: string } | undefined = sourcesOf(at).find(({ name }) => left.has(name));
    at = onwards && left.get(onwards.name);
  }
  if (!at) return;
  const circle = [...way.slice(way.indexOf(at.name)), at.name];
  const field = sourcesOf(at).find(({ name }) => left.has(name))?.field ?? 'source';
  faults.add(
    `series[${places.get(at.name)}].${field}`,
    'circular-series',
    `series read each other in a circle: ${circle.join(' -> ')}`,
  );
}
