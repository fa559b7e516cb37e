import type { SettlementNote, SettlementReport } from '@orbiquant/contracts';
import { floorToMinor } from '@orbiquant/ledger';
import { attribute, type Attributed } from './attribute.ts';
import { curveOf } from './curve.ts';
import type { DayInput } from './day-input.ts';
import { agentFigures, figuresOf, symbolFigures } from './figures.ts';
import { shareOut } from './share-out.ts';

/** Days that the curve of a report shows. */
const HISTORY_DAYS = 365;

/**
 * A day's settlement: what trading brought, by agent, by what was traded and by person, beside the capital that worked for it
 * and the markets of the day. A function of its input alone: the same facts in any order give the same report, byte for byte.
 */
export function settleDay(input: DayInput): SettlementReport {
  const { day, cycle, fromMs, toMs, settledAtMs, currency, exponent, pools, history } = input;
  const results = attribute(input);
  const totals = figuresOf(results, pools);
  const days = [...history, { day, netMinor: totals.netMinor, roi: totals.roi }].slice(-HISTORY_DAYS);
  return {
    ...{ day, cycle, fromMs, toMs, settledAtMs, currency, exponent, totals },
    ...curveOf(days),
    agents: agentFigures(results, pools),
    symbols: symbolFigures(results),
    shares: shareOut(results, pools, input.dispositions),
    flows: flowsOf(input),
    people: peopleOf(input),
    macro: input.macro && { ...input.macro, isFallback: isFallback(input) },
    history: days,
    notes: notesOf(input, results),
  };
}

function flowsOf({ capital, exponent }: DayInput): SettlementReport['flows'] {
  let [paidInMinor, paidOutMinor] = [0n, 0n];
  for (const { action, amount } of capital) {
    const minor = floorToMinor(amount, exponent);
    if (action === 'deposit') paidInMinor += minor;
    else paidOutMinor += minor;
  }
  return { paidInMinor, paidOutMinor, movements: capital.length };
}

function peopleOf({ people }: DayInput): SettlementReport['people'] {
  const count = (...actions: string[]): number => people.filter(({ action }) => actions.includes(action)).length;
  return { joined: count('create', 'register'), left: count('delete', 'close'), changed: count('update') };
}

const isFallback = ({ macro, fromMs }: DayInput): boolean => macro !== null && macro.atMs < fromMs;

/** What a reader has to know to read the figures right. */
function notesOf(input: DayInput, results: readonly Attributed[]): SettlementNote[] {
  const { pools, lateEvents, deadLetters, day } = input;
  const nameless = results.filter(({ isGuessed }) => isGuessed).map(({ symbol }) => symbol);
  const strangers = strangersOf(input, results);
  const notes: SettlementNote[] = [
    ...macroNotes(input),
    { code: 'no-pool', count: pools.length === 0 ? 1 : 0, about: day },
    { code: 'no-user', count: nameless.length, about: listed(nameless) },
    { code: 'unknown-agent', count: strangers.length, about: listed(strangers) },
    { code: 'late-events', count: lateEvents, about: day },
    { code: 'dead-letters', count: deadLetters, about: day },
  ];
  return notes.filter(({ count }) => count > 0);
}

function macroNotes(input: DayInput): SettlementNote[] {
  const { macro, day } = input;
  if (macro === null) return [{ code: 'macro-missing', count: 1, about: day }];
  return [{ code: 'macro-fallback', count: isFallback(input) ? 1 : 0, about: String(macro.atMs) }];
}

/** Agents with results and without a pool: those results are the house's. */
function strangersOf({ pools }: DayInput, results: readonly Attributed[]): string[] {
  const known = new Set(pools.map(({ agentId }) => agentId));
  const named = results.flatMap(({ userId, agentId }) => (userId === null && agentId !== null ? [agentId] : []));
  return [...new Set(named)].filter((agentId) => !known.has(agentId));
}

const listed = (names: readonly string[]): string => [...new Set(names)].sort().join(', ');
