import type { Term } from './term.ts';

/** `lesser` is at most `greater`, or below it when strict. */
export type Atom = { readonly lesser: Term; readonly greater: Term; readonly isStrict: boolean };

type Node = { low: number; high: number; isLowOpen: boolean; isHighOpen: boolean };
type Edge = { readonly from: number; readonly to: number; readonly isStrict: boolean };

const ROUNDS_MAX = 24;

/**
 * Whether no market can meet all of some inequalities at once: their bounds leave nothing, or they go round in a circle
 * that is strict somewhere. Sound but not complete: `true` is certain, `false` is not knowing.
 */
export function isContradictory(atoms: readonly Atom[]): boolean {
  const { nodes, edges } = graphOf(atoms);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let isMoving = false;
    for (const { from, to, isStrict } of edges) if (narrow(nodes[from]!, nodes[to]!, isStrict)) isMoving = true;
    if (nodes.some(isEmpty)) return true;
    if (!isMoving) break;
  }
  return nodes.some(isEmpty) || hasStrictCircle(edges, nodes.length);
}

const isEmpty = ({ low, high, isLowOpen, isHighOpen }: Node): boolean =>
  low > high || (low === high && (isLowOpen || isHighOpen));

function graphOf(atoms: readonly Atom[]): { nodes: Node[]; edges: Edge[] } {
  const places = new Map<string, number>();
  const terms: Term[] = [];
  const placeOf = (term: Term): number => {
    const known = places.get(term.key);
    if (known !== undefined) return known;
    places.set(term.key, terms.length);
    return terms.push(term) - 1;
  };
  const edges: Edge[] = atoms.map(({ lesser, greater, isStrict }) => ({
    from: placeOf(lesser),
    to: placeOf(greater),
    isStrict,
  }));
  edges.push(...knownOrder(terms));
  return { nodes: terms.map(({ low, high }) => ({ low, high, isLowOpen: false, isHighOpen: false })), edges };
}

/** What holds between figures by what they are, such as a bar's low and its high. */
function knownOrder(terms: readonly Term[]): Edge[] {
  const groups = new Map<string, { at: number; rank: number }[]>();
  terms.forEach(({ ranks }, at) => {
    for (const { group, rank } of ranks) groups.set(group, [...(groups.get(group) ?? []), { at, rank }]);
  });
  return [...groups.values()].flatMap((members) =>
    members.flatMap((a) =>
      members.filter((b) => a.rank < b.rank).map((b) => ({ from: a.at, to: b.at, isStrict: false })),
    ),
  );
}

/** Moves the bounds of both ends of an inequality towards each other; tells whether anything moved. */
function narrow(lesser: Node, greater: Node, isStrict: boolean): boolean {
  const isLowOpen = isStrict || lesser.isLowOpen;
  const raises = lesser.low > greater.low || (lesser.low === greater.low && isLowOpen && !greater.isLowOpen);
  if (raises) Object.assign(greater, { low: lesser.low, isLowOpen });
  return lower(lesser, greater, isStrict) || raises;
}

function lower(lesser: Node, greater: Node, isStrict: boolean): boolean {
  const isHighOpen = isStrict || greater.isHighOpen;
  const lowers = greater.high < lesser.high || (greater.high === lesser.high && isHighOpen && !lesser.isHighOpen);
  if (lowers) Object.assign(lesser, { high: greater.high, isHighOpen });
  return lowers;
}

/** Levels that rise with every strict step can only go on rising in a circle that has one. */
function hasStrictCircle(edges: readonly Edge[], size: number): boolean {
  const levels = new Int32Array(size);
  for (let round = 0; round <= size; round++) {
    let isMoving = false;
    for (const { from, to, isStrict } of edges) {
      const least = levels[from]! + (isStrict ? 1 : 0);
      if (levels[to]! >= least) continue;
      levels[to] = least;
      isMoving = true;
    }
    if (!isMoving) return false;
  }
  return true;
}
