import { AppError, invariant } from '@orbiquant/kernel';
import { averageIndicators } from '../averages/average-indicators.ts';
import { levelsIndicators } from '../levels/levels-indicators.ts';
import { momentumIndicators } from '../momentum/momentum-indicators.ts';
import { statisticsIndicators } from '../statistics/statistics-indicators.ts';
import { structureIndicators } from '../structure/structure-indicators.ts';
import { trendIndicators } from '../trend/trend-indicators.ts';
import { volatilityIndicators } from '../volatility/volatility-indicators.ts';
import { volumeIndicators } from '../volume/volume-indicators.ts';
import type { Indicator } from './indicator.ts';

const all: readonly Indicator[] = [
  ...averageIndicators,
  ...momentumIndicators,
  ...trendIndicators,
  ...volatilityIndicators,
  ...volumeIndicators,
  ...levelsIndicators,
  ...structureIndicators,
  ...statisticsIndicators,
];

/** Every indicator by name, family by family. All of them are causal. */
export const indicators: ReadonlyMap<string, Indicator> = new Map(all.map((indicator) => [indicator.name, indicator]));
invariant(indicators.size === all.length, 'no two indicators have one name');

/**
 * The indicator of a name.
 *
 * @throws  `AppError` `invalid-input` for an unknown name, naming those that are closest to it; path `name`.
 */
export function indicatorNamed(name: string): Indicator {
  const found = indicators.get(name);
  if (found) return found;
  const close = closestNames(name).join(', ');
  const message = `There is no indicator '${name.slice(0, 60)}'; did you mean ${close}?`;
  throw new AppError('invalid-input', message, { errors: [{ path: 'name', code: 'unknown', message }] });
}

function closestNames(name: string): string[] {
  const asked = name.slice(0, 60).toLowerCase();
  const distance = (known: string): number => (known.includes(asked) && asked !== '' ? 0 : editDistance(asked, known));
  return [...indicators.keys()].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

/** Letters to insert, delete or replace to make one word of another. @see V. Levenshtein, 1966. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, k) => k);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
