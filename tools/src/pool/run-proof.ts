import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { verifyProofJson, type ProofVerdict } from '@orbiquant/pool-proof';

/** Where a command writes its lines. */
export type Write = (line: string) => void;

/** What an investor downloaded; anything else fails as a shape. */
const Download = z.object({ proof: z.unknown(), leaf: z.unknown(), root: z.unknown() });

const MEANINGS: Record<Exclude<ProofVerdict, { ok: true }>['check'], string> = {
  shape: 'this is not a proof with its leaf and root',
  leaf: 'the proof is about somebody or something else',
  position: 'the tree has no such place',
  length: 'the way to the root has another length',
  range: 'a sum is beyond its limits',
  units: 'the units on the way up are not those of the root',
  balance: 'the balances on the way up are not those of the root',
  hash: 'something on the way was altered',
};

/** `proof verify --in FILE.json [--root FILE.json] [--json]`: whether a downloaded proof holds, against the root in it or another. */
export async function runProof([name, ...args]: readonly string[], write: Write): Promise<number> {
  const [file, rootFile] = [valueOf(args, '--in'), valueOf(args, '--root')];
  if (name !== 'verify' || !file) {
    write('proof verify --in FILE.json [--root FILE.json] [--json]');
    return 2;
  }
  const verdict = verify(readJson(file), rootFile === null ? null : readJson(rootFile));
  write(args.includes('--json') ? JSON.stringify(verdict) : inWords(verdict));
  return verdict.ok ? 0 : 1;
}

function verify(downloaded: unknown, published: unknown): ProofVerdict {
  const read = Download.safeParse(downloaded);
  if (!read.success) return { ok: false, check: 'shape' };
  const trusted = z.object({ root: z.unknown() }).safeParse(published);
  const { proof, leaf, root } = read.data;
  return verifyProofJson(proof, leaf, trusted.success ? trusted.data.root : root);
}

const inWords = (verdict: ProofVerdict): string =>
  verdict.ok ? 'The proof holds.' : `The proof fails (${verdict.check}): ${MEANINGS[verdict.check]}.`;

const valueOf = (args: readonly string[], flag: string): string | null =>
  args[args.indexOf(flag) + 1 || args.length] ?? null;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // not there or not JSON: not a proof
  }
}
