import { correlationOf } from '../risk/covariance.ts';
import type { SquareMatrix } from '../risk/covariance.ts';
import { checkUniverse } from './universe.ts';
import type { Universe } from './universe.ts';

/** A cluster: its members in the order in which they are laid out. */
type Cluster = readonly number[];

/**
 * Hierarchical risk parity weights: capital is split between clusters of alike assets, then within them, without inverting a matrix.
 *
 * Single linkage on the distance between rows of sqrt((1 - correlation) / 2); of two clusters that join, the one that holds the
 * calmest asset lies first (ties by name), so that neither the order of assets nor their names matter; then recursive bisection.
 *
 * @param universe  Assets and their covariance; it need not be invertible.
 * @returns         One weight per asset, in order, > 0, summing to 1.
 * @throws          AppError `invalid-input`, naming `assets` or `covariance`.
 * @see             M. Lopez de Prado, "Building Diversified Portfolios that Outperform Out of Sample", Journal of Portfolio
 *                  Management 42(4), 2016.
 */
export function hierarchicalRiskParity(universe: Universe): Float64Array {
  checkUniverse(universe, false);
  const order = laidOut(universe);
  const weights = new Float64Array(universe.assets.length).fill(1);
  const open: Cluster[] = [order];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.length < 2) continue;
    const [left, right] = [part.slice(0, part.length >> 1), part.slice(part.length >> 1)];
    const [leftVariance, rightVariance] = [left, right].map((half) => clusterVariance(universe.covariance, half));
    const leftShare = rightVariance! / (leftVariance! + rightVariance!);
    for (const at of left) weights[at]! *= leftShare;
    for (const at of right) weights[at]! *= 1 - leftShare;
    open.push(left, right);
  }
  return weights;
}

/** Variance of a cluster held in proportion to inverse variances. */
function clusterVariance(covariance: SquareMatrix, members: Cluster): number {
  const inverse = members.map((at) => 1 / covariance[at]![at]!);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  let variance = 0;
  members.forEach((row, i) =>
    members.forEach((column, j) => (variance += inverse[i]! * inverse[j]! * covariance[row]![column]!)),
  );
  return variance / total ** 2;
}

/** Assets in the order of the cluster tree. */
function laidOut({ assets, covariance }: Universe): Cluster {
  const calmFirst = (a: number, b: number): number =>
    covariance[a]![a]! - covariance[b]![b]! || (assets[a]! < assets[b]! ? -1 : 1);
  const leader = (cluster: Cluster): number => cluster.reduce((best, at) => (calmFirst(at, best) < 0 ? at : best));
  const distance = distances(covariance);
  const gap = (one: Cluster, other: Cluster): number =>
    Math.min(...one.flatMap((row) => other.map((column) => distance[row]![column]!)));
  // Starting in a fixed order settles equal distances the same way for every order of the input.
  let clusters: Cluster[] = Array.from(assets.keys())
    .sort(calmFirst)
    .map((at) => [at]);
  while (clusters.length > 1) {
    const [one, other] = nearest(clusters, gap);
    const joined = calmFirst(leader(one), leader(other)) < 0 ? [...one, ...other] : [...other, ...one];
    clusters = [...clusters.filter((cluster) => cluster !== one && cluster !== other), joined];
  }
  return clusters[0]!;
}

function nearest(clusters: readonly Cluster[], gap: (one: Cluster, other: Cluster) => number): [Cluster, Cluster] {
  let best: [Cluster, Cluster] = [clusters[0]!, clusters[1]!];
  let least = Infinity;
  clusters.forEach((one, i) =>
    clusters.slice(i + 1).forEach((other) => {
      const between = gap(one, other);
      if (between < least) [least, best] = [between, [one, other]];
    }),
  );
  return best;
}

/** Euclidean distance between rows of the correlation distance. */
function distances(covariance: SquareMatrix): SquareMatrix {
  const near = correlationOf(covariance).map((row) => row.map((value) => Math.sqrt((1 - value) / 2)));
  return near.map((row) =>
    Float64Array.from(near, (other) => Math.sqrt(row.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0))),
  );
}
