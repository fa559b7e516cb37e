import { isContradictory, type Atom } from './constraints.ts';
import { meaningOf, type Claim, type Meaning } from './meaning.ts';
import type { Reading } from './reading.ts';

const EVERY_DAY = 127;

type Way = { readonly claims?: readonly Claim[]; readonly atoms?: readonly Atom[] };
type Facts = { readonly atoms: Atom[]; readonly choices: (readonly Way[])[]; days: number };

/** Whether claims (and inequalities) cannot all hold at one bar, whatever the market does. Sound, not complete. */
export const isImpossible = (claims: readonly Claim[], reading: Reading, atoms: readonly Atom[] = []): boolean =>
  isDeadEnd({ claims, atoms }, { atoms: [], choices: [], days: EVERY_DAY }, reading);

/** Whether a way adds up to a contradiction with what is known. Of several choices each is looked at by itself. */
function isDeadEnd(way: Way, known: Facts, reading: Reading): boolean {
  const facts = gathered(way, known, reading);
  if (facts.days === 0) return true;
  if (!reading.spend(facts.atoms.length)) return false;
  return (
    isContradictory(facts.atoms) || facts.choices.some((ways) => ways.every((each) => isDeadEnd(each, facts, reading)))
  );
}

/** What is known once all claims of a way have been taken apart, as far as the budget goes. */
function gathered({ claims = [], atoms = [] }: Way, known: Facts, reading: Reading): Facts {
  const facts: Facts = { atoms: [...known.atoms, ...atoms], choices: [], days: known.days };
  const waiting = [...claims];
  for (let claim = waiting.pop(); claim !== undefined && reading.spend(1); claim = waiting.pop())
    waiting.push(...added(meaningOf(claim, reading), facts));
  return facts;
}

/** Adds a meaning to the facts and gives the claims that are left in it. */
function added({ atoms = [], claims = [], ways, days = EVERY_DAY }: Meaning, facts: Facts): readonly Claim[] {
  facts.atoms.push(...atoms);
  if (ways) facts.choices.push(ways);
  facts.days &= days;
  return claims;
}
