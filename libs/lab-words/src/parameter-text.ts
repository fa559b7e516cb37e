import type { Language } from './fill-in.ts';
import { hasWords, words } from './words.ts';

/** A parameter's name with its unit; some names mean something of their own in a strategy. */
export function parameterText(strategy: string, name: string, language: Language): string {
  const own = `${strategy}.${name}`;
  return words('parameter', hasWords('parameter', own) ? own : name, { language });
}
