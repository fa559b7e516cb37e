import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { OwnProof, PublicRoot } from '@orbiquant/contracts';
import { CHECKS, judgeProof, proofFile, strikeOf } from './judge-proof.ts';
import { ownProof } from '../testing/money-of-pool.ts';

const { published, own } = ownProof();
const root = z.decode(PublicRoot, published as z.input<typeof PublicRoot>);
const file = (): Record<string, unknown> =>
  JSON.parse(proofFile(z.decode(OwnProof, own as z.input<typeof OwnProof>))) as Record<string, unknown>;

describe('a proof that was kept', () => {
  it('holds in every check when nothing was altered', () => {
    const judged = judgeProof(file(), root);
    expect(judged).toMatchObject({ ok: true, failed: null });
    expect(judged.checks.map(({ state }) => state)).toEqual(CHECKS.map(() => 'passed'));
  });

  const leafOf = (kept: Record<string, unknown>) => kept['leaf'] as Record<string, unknown>;
  const proofOf = (kept: Record<string, unknown>) => kept['proof'] as Record<string, unknown>;
  it.each<[string, (kept: Record<string, unknown>) => void]>([
    ['leaf', (kept) => (leafOf(kept)['balance'] = '9')],
    [
      'units',
      (kept) => {
        leafOf(kept)['units'] = '9';
        (proofOf(kept)['leaf'] as Record<string, unknown>)['units'] = '9';
      },
    ],
    ['length', (kept) => (proofOf(kept)['siblings'] as unknown[]).pop()],
    ['position', (kept) => ((proofOf(kept) as Record<string, unknown>)['index'] = 3)],
    ['hash', (kept) => ((proofOf(kept)['siblings'] as { hash: string }[])[0]!.hash = 'f'.repeat(64))],
  ])('altered, fails at %s, and no later check is called passed', (check, alter) => {
    const kept = file();
    alter(kept);
    const judged = judgeProof(kept, root);
    expect(judged.failed).toBe(check);
    const at = CHECKS.indexOf(check as (typeof CHECKS)[number]);
    expect(judged.checks.slice(at + 1).every(({ state }) => state === 'open')).toBe(true);
  });

  it.each([[null], ['text'], [{}], [[]]])('%j is no proof', (kept) => {
    expect(judgeProof(kept, root).failed).toBe('shape');
  });

  it('says which strike it is about, or does not', () => {
    expect(strikeOf(file())).toEqual({ productId: own.productId, strikeId: own.strikeId });
    expect(strikeOf({ strikeId: '../admin' })).toBeNull();
  });
});
