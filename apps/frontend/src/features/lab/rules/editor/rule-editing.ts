import { createContext, useContext } from 'react';
import type { Json, JsonRecord } from '../draft/json.ts';

/** The rules as the parts of the form see them: what stands at a path, how to change it, what is wrong with it. */
export type RuleEditing = {
  rules: JsonRecord;
  at: (path: string) => Json | undefined;
  set: (path: string, value: Json | undefined) => void;
  rename: (path: string, name: string) => void;
  /** The fault at one of these paths, in words. */
  faultAt: (...paths: readonly string[]) => string | null;
  series: readonly string[];
  parameters: readonly string[];
};

export const RuleEditingContext = createContext<RuleEditing | null>(null);

/** The rules that the form around is about. */
export function useRuleEditing(): RuleEditing {
  const editing = useContext(RuleEditingContext);
  if (!editing) throw new Error('a part of the rule form stands in a rule form');
  return editing;
}
