import type { Cell } from './sections.ts';
import type { Language } from './texts.ts';

const PLACES_MAX = 6;

/** A cell as a person of a language reads it: figures grouped, at most six places, every digit before the point exact. */
export function cellText(cell: Cell, language: Language): string {
  if (cell === null) return '—';
  if (typeof cell === 'string') return cell;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: PLACES_MAX, useGrouping: 'always' });
  return format.format(cell.toFixed() as `${number}`);
}
