import { isRecord, type Json, type JsonRecord } from './json.ts';

const keyOf = (place: string): string => `orbiquant.rules.draft.${place}`;

/** Keeps unsaved rules while this tab is open, also across a reload; each set has its own. */
export const keepRules = (place: string, rules: JsonRecord): void =>
  sessionStorage.setItem(keyOf(place), JSON.stringify(rules));

export const dropRules = (place: string): void => sessionStorage.removeItem(keyOf(place));

/** What was written and not saved; null where there is nothing. */
export function readRules(place: string): JsonRecord | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null') as Json;
    return isRecord(kept) ? kept : null;
  } catch {
    // what cannot be read is no draft
    return null;
  }
}
