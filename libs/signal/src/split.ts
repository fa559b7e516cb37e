import { invariant } from '@orbiquant/kernel';

/** One step of a walk forward: learn from rows decided before `learnUntilMs`, test on [testFromMs, testToMs). */
export type Fold = { learnUntilMs: number; testFromMs: number; testToMs: number };

/** How far rows reach: `purgeMs` ahead, for their outcome; `embargoMs` of silence after a boundary before testing. */
export type Reach = { purgeMs: number; embargoMs: number };

/**
 * Splits time so that no outcome learnt from and no bar looked at lies on both sides of a boundary.
 *
 * @param boundariesMs  Ends of learning, ascending, epoch ms; the last one only ends the last test.
 * @returns             One fold less than there are boundaries.
 * @throws              Invariant, when the boundaries do not ascend or leave no room to test in.
 * @see                 M. Lopez de Prado, Advances in Financial Machine Learning, 2018, chapter 7.
 */
export function walkForward(boundariesMs: readonly number[], { purgeMs, embargoMs }: Reach): Fold[] {
  return boundariesMs.slice(1).map((nextMs, at) => {
    const boundaryMs = boundariesMs[at]!;
    invariant(boundaryMs + embargoMs < nextMs, 'boundaries ascend and leave room for the embargo');
    return { learnUntilMs: boundaryMs - purgeMs, testFromMs: boundaryMs + embargoMs, testToMs: nextMs - purgeMs };
  });
}
