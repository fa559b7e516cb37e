import type { Language } from './fill-in.ts';
import { hasWords, words } from './words.ts';

/** A parameter's name with its unit; some names mean something of their own in a strategy, and those of rules are their writer's. */
export function parameterText(strategy: string, name: string, language: Language): string {
  if (strategy === 'rules') return name;
  const own = `${strategy}.${name}`;
  return words('parameter', hasWords('parameter', own) ? own : name, { language });
}
