import { useMemo, useState } from 'react';
import type { FieldFault } from '@orbiquant/kernel';
import type { Rules } from '@orbiquant/strategy';
import { checkedRules } from './faults-of.ts';
import { isRecord, type Json, type JsonRecord } from './json.ts';
import { withValue } from './json-path.ts';
import { keepRules, readRules } from './kept-draft.ts';
import { renamed } from './rename.ts';

/** Rules while they are written: as a form and as JSON, both of the same thing, checked at every change. */
export type RuleDraft = {
  rules: JsonRecord;
  /** The rules where they are sound. */
  sound: Rules | null;
  faults: readonly FieldFault[];
  set: (path: string, value: Json | undefined) => void;
  rename: (path: string, name: string) => void;
  begin: (rules: JsonRecord) => void;
  /** The JSON as it is typed, and whether it is any. */
  text: string;
  isJson: boolean;
  type: (text: string) => void;
  tidy: () => void;
  isChanged: boolean;
};

const INDENT = 2;

/** The state of an editor; what is not saved is kept under the name of its place. */
export function useRuleDraft(place: string, first: JsonRecord): RuleDraft {
  const [rules, setRules] = useState(() => readRules(place) ?? first);
  const [typed, setTyped] = useState<string | null>(null);
  const checked = useMemo(() => checkedRules(rules), [rules]);
  const written = useMemo(() => JSON.stringify(rules, null, INDENT), [rules]);
  const isJson = typed === null || recordIn(typed) !== null;
  const take = (next: JsonRecord): void => {
    setRules(next);
    keepRules(place, next);
  };
  const begin = (next: JsonRecord): void => {
    setTyped(null);
    take(next);
  };
  return {
    rules,
    sound: checked.ok && isJson ? checked.rules : null,
    faults: checked.ok ? [] : checked.faults,
    begin,
    set: (path, value) => begin(withValue(rules, path, value)),
    rename: (path, name) => begin(renamed(rules, path, name)),
    text: typed ?? written,
    isJson,
    type: (text) => {
      setTyped(text);
      const read = recordIn(text);
      if (read) take(read);
    },
    tidy: () => (isJson ? setTyped(null) : undefined),
    isChanged: rules !== first && written !== JSON.stringify(first, null, INDENT),
  };
}

/** A text as rules; null while it is no JSON of that shape. */
function recordIn(text: string): JsonRecord | null {
  try {
    const read = JSON.parse(text) as Json;
    return isRecord(read) ? read : null;
  } catch {
    // half a text is no JSON yet
    return null;
  }
}
