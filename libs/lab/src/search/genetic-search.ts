import { seededRng, type Rng } from '@orbiquant/kernel';
import type { Trial } from '../trial/trial.ts';
import { crowdingOf, frontsOf, type Ranked } from './pareto.ts';
import { sizeOf, type SearchSpace } from './search-space.ts';
import type { Search } from './search.ts';

/** A combination as places on the axes, with what it scored. */
type Member = Ranked & { readonly genes: readonly number[] };

/** A search between two generations. `tried` holds every combination evaluated so far, so that none is paid for twice. */
export type GeneticState = { generation: number; parents: readonly Member[]; batch: number[][]; tried: string[] };

/** Shape of crossover and mutation: larger keeps children closer to their parents. Usual values of the literature. */
const CROSSOVER_INDEX = 15;
const MUTATION_INDEX = 20;
const CROSSOVER_SHARE = 0.9;
/** Draws for a combination that was not tried yet before a random one is taken. */
const DRAWS = 20;

/**
 * Multi-objective genetic search: parents and children compete by front and by crowding, children come from binary
 * tournaments, simulated binary crossover and polynomial mutation on the places of the axes. Each generation's
 * randomness follows from the seed and its number.
 *
 * @see K. Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC 6(2), 2002.
 * @see K. Deb, R. Agrawal, "Simulated binary crossover for continuous search space", Complex Systems 9, 1995.
 */
export function geneticSearch(space: SearchSpace, trialsMax: number, seed: string): Search<GeneticState> {
  const lengths = space.axes.map(({ values }) => values.length);
  const total = Math.min(trialsMax, sizeOf(space));
  const population = Math.max(4, Math.min(64, Math.ceil(total / 8)));
  const rngOf = (generation: number): Rng => seededRng(`${seed}/generation-${generation}`);
  const breed = (state: Omit<GeneticState, 'batch'>): GeneticState => {
    const wanted = Math.min(population, total - state.tried.length);
    const batch = children(state, { rng: rngOf(state.generation), lengths, wanted });
    return { ...state, batch, tried: [...state.tried, ...batch.map(nameOf)] };
  };
  return {
    start: () => breed({ generation: 0, parents: [], tried: [] }),
    nextBatch: ({ batch }) => batch.map((genes) => parametersOf(space, genes)),
    absorb: ({ generation, parents, batch, tried }, trials) => {
      const scored = trials.map((trial, k) => memberOf(batch[k]!, trial));
      return breed({ generation: generation + 1, parents: survivors([...parents, ...scored], population), tried });
    },
    progress: ({ tried, batch }) => ({ done: tried.length - batch.length, total }),
  };
}

const nameOf = (genes: readonly number[]): string => genes.join(',');
const memberOf = (genes: readonly number[], { objectives, feasible }: Trial): Member => ({
  genes,
  // -Infinity has no JSON; the smallest finite number ranks the same
  objectives: objectives.map((value) => Math.max(value, -Number.MAX_VALUE)),
  feasible,
});

function parametersOf({ axes, fixed }: SearchSpace, genes: readonly number[]): Record<string, number> {
  return { ...fixed, ...Object.fromEntries(axes.map(({ name, values }, k) => [name, values[genes[k]!]!])) };
}

/** The best of all, front by front; of the front that does not fit whole, those that stand most alone. */
function survivors(all: readonly Member[], wanted: number): Member[] {
  const kept: Member[] = [];
  for (const front of frontsOf(all)) {
    const members = front.map((at) => all[at]!);
    const alone = crowdingOf(members);
    const order = members.map((_unused, at) => at).toSorted((a, b) => alone[b]! - alone[a]! || a - b);
    for (const at of order) if (kept.length < wanted) kept.push(members[at]!);
  }
  return kept;
}

type Breeding = { rng: Rng; lengths: readonly number[]; wanted: number };

function children({ parents, tried }: Omit<GeneticState, 'batch'>, breeding: Breeding): number[][] {
  const { rng, lengths, wanted } = breeding;
  const known = new Set(tried);
  const breed = (): number[] => (parents.length === 0 ? random(rng, lengths) : child(parents, rng, lengths));
  return Array.from({ length: wanted }, () => {
    const genes = untried(known, breed, breeding);
    known.add(nameOf(genes));
    return genes;
  });
}

/** A combination that was not tried: bred, else drawn, else the first untried one after the last draw. */
function untried(known: ReadonlySet<string>, breed: () => number[], { rng, lengths }: Breeding): number[] {
  for (let attempt = 0; attempt < DRAWS; attempt++) {
    const genes = attempt < DRAWS / 2 ? breed() : random(rng, lengths);
    if (!known.has(nameOf(genes))) return genes;
  }
  let genes = random(rng, lengths);
  while (known.has(nameOf(genes))) genes = after(genes, lengths);
  return genes;
}

/** The combination that follows in order; after the last comes the first. */
function after(genes: readonly number[], lengths: readonly number[]): number[] {
  const next = [...genes];
  for (let k = next.length - 1; k >= 0; k--) {
    next[k] = (next[k]! + 1) % lengths[k]!;
    if (next[k] !== 0) break;
  }
  return next;
}

const random = (rng: Rng, lengths: readonly number[]): number[] => lengths.map((length) => rng.below(length));

function child(parents: readonly Member[], rng: Rng, lengths: readonly number[]): number[] {
  const [mother, father] = [tournament(parents, rng), tournament(parents, rng)];
  const crosses = rng.next() < CROSSOVER_SHARE;
  return lengths.map((length, k) => {
    const gene = crosses ? crossed(mother.genes[k]!, father.genes[k]!, rng) : mother.genes[k]!;
    const mutated = rng.next() < 1 / lengths.length ? gene + polynomial(rng) * (length - 1) : gene;
    return Math.min(length - 1, Math.max(0, Math.round(mutated)));
  });
}

/** Parents are in order of rank: of two drawn, the earlier wins. */
function tournament(parents: readonly Member[], rng: Rng): Member {
  return parents[Math.min(rng.below(parents.length), rng.below(parents.length))]!;
}

function crossed(mother: number, father: number, rng: Rng): number {
  const u = rng.next();
  const spread = u <= 0.5 ? (2 * u) ** (1 / (CROSSOVER_INDEX + 1)) : (1 / (2 - 2 * u)) ** (1 / (CROSSOVER_INDEX + 1));
  const sign = rng.next() < 0.5 ? 1 : -1;
  return 0.5 * (mother + father + sign * spread * Math.abs(mother - father));
}

function polynomial(rng: Rng): number {
  const u = rng.next();
  return u < 0.5 ? (2 * u) ** (1 / (MUTATION_INDEX + 1)) - 1 : 1 - (2 - 2 * u) ** (1 / (MUTATION_INDEX + 1));
}
