import { isContradictory, type Atom } from './constraints.ts';
import { meaningOf, type Claim, type Meaning } from './meaning.ts';
import type { Reading } from './reading.ts';

const EVERY_DAY = 127;

type Facts = { readonly atoms: Atom[]; readonly ways: NonNullable<Meaning['ways']>[]; days: number };

/** Whether claims (and inequalities) cannot all hold at one bar, whatever the market does. Sound, not complete. */
export const isImpossible = (claims: readonly Claim[], reading: Reading, atoms: readonly Atom[] = []): boolean =>
  isDeadEnd({ claims, atoms }, { atoms: [], ways: [], days: EVERY_DAY }, reading);

/** Whether a way adds up to a contradiction with what is known. Of several choices each is looked at by itself. */
function isDeadEnd(way: { claims?: readonly Claim[]; atoms?: readonly Atom[] }, known: Facts, reading: Reading): boolean {
  const facts: Facts = { atoms: [...known.atoms, ...(way.atoms ?? [])], ways: [], days: known.days };
  const waiting = [...(way.claims ?? [])];
  for (let claim = waiting.pop(); claim !== undefined; claim = waiting.pop()) {
    if (!reading.spend(1)) return false;
    const { atoms = [], claims = [], ways, days = EVERY_DAY } = meaningOf(claim, reading);
    facts.atoms.push(...atoms);
    waiting.push(...claims);
    if (ways) facts.ways.push(ways);
    facts.days &= days;
  }
  if (facts.days === 0) return true;
  if (!reading.spend(facts.atoms.length)) return false;
  return isContradictory(facts.atoms) || facts.ways.some((ways) => ways.every((each) => isDeadEnd(each, facts, reading)));
}
