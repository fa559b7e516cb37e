import { z } from 'zod';
import { OwnProof, PublicRoot } from '@orbiquant/contracts';
import { verifyProofJson, type ProofCheck } from '@orbiquant/pool-proof';

/** The checks in the order in which they are made. */
export const CHECKS: readonly ProofCheck[] = [
  'shape',
  'leaf',
  'position',
  'length',
  'range',
  'units',
  'balance',
  'hash',
];
export type CheckState = 'passed' | 'failed' | 'open';

/** What came of a proof: each check, and whether all hold. */
export type Judged = {
  ok: boolean;
  failed: ProofCheck | null;
  checks: ReadonlyArray<{ check: ProofCheck; state: CheckState }>;
};

/** Verifies what a file says against the root that was published, here, without asking anybody. */
export function judgeProof(file: unknown, published: PublicRoot): Judged {
  const { proof, leaf } = { ...(typeof file === 'object' ? file : null) } as { proof?: unknown; leaf?: unknown };
  const verdict = verifyProofJson(proof, leaf, z.encode(PublicRoot, published).root);
  const failed = verdict.ok ? null : verdict.check;
  const at = failed === null ? CHECKS.length : CHECKS.indexOf(failed);
  const stateOf = (place: number): CheckState => (place < at ? 'passed' : place === at ? 'failed' : 'open');
  return { ok: verdict.ok, failed, checks: CHECKS.map((check, place) => ({ check, state: stateOf(place) })) };
}

/** Which strike a file is about; null when it does not say. */
export function strikeOf(file: unknown): { productId: string; strikeId: string } | null {
  const named = z.object({ productId: z.uuid(), strikeId: z.uuid() }).safeParse(file);
  return named.success ? named.data : null;
}

/** A proof as the file that one keeps. */
export const proofFile = (own: OwnProof): string => JSON.stringify(z.encode(OwnProof, own), null, 2);
