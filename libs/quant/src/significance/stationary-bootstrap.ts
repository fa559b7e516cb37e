import { invariant } from '@orbiquant/kernel';
import type { Rng } from '@orbiquant/kernel';
import { automaticBlockLength } from './block-length.ts';

/** A source of randomness, and how long blocks are on average, in periods (>= 1). */
export type BootstrapOptions = { rng: Rng; blockLength?: number };

/**
 * Positions of one resample: blocks of neighbours, of random length, wrapped round the end, so that memory is kept.
 *
 * @param count  Number of positions, in and out.
 * @throws       Invariant, when the mean block length is below 1.
 * @see          D. Politis, J. Romano, "The Stationary Bootstrap", Journal of the American Statistical Association 89, 1994.
 */
export function stationaryPositions(count: number, { rng, blockLength = 1 }: BootstrapOptions): Int32Array {
  invariant(blockLength >= 1, 'a mean block length is at least 1');
  const positions = new Int32Array(count);
  const restart = 1 / blockLength;
  for (let at = 0; at < count; at++) {
    const fresh = at === 0 || rng.next() < restart;
    positions[at] = fresh ? rng.below(count) : (positions[at - 1]! + 1) % count;
  }
  return positions;
}

/**
 * One resample of returns by the stationary bootstrap: another past that could have been.
 *
 * @param options  `blockLength` default: `automaticBlockLength` of the returns.
 * @returns        Same length; each value is one of the returns.
 * @throws         Invariant, when the mean block length is below 1.
 * @see            D. Politis, J. Romano, 1994.
 */
export function stationaryBootstrap(returns: Float64Array, { rng, blockLength }: BootstrapOptions): Float64Array {
  const length = blockLength ?? automaticBlockLength(returns);
  return Float64Array.from(stationaryPositions(returns.length, { rng, blockLength: length }), (at) => returns[at]!);
}
