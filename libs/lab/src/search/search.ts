import type { ParameterValues } from '@orbiquant/quant';
import type { Trial } from '../trial/trial.ts';

/**
 * A search as a machine whose state is plain JSON: what to evaluate next follows from the state alone, so that a search
 * that is cut off between two batches goes on from its state and ends where it would have ended.
 */
export interface Search<S> {
  start(): S;
  /** The next combinations; empty when the search is over. */
  nextBatch(state: S): readonly ParameterValues[];
  /** The state after the batch was evaluated; `trials` in the order of the batch. */
  absorb(state: S, trials: readonly Trial[]): S;
  /** Combinations evaluated so far, and how many there will be at most. */
  progress(state: S): { done: number; total: number };
}
