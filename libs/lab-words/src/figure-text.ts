import { writeFigure, type Language } from './fill-in.ts';
import { figures, type FigureWords } from './texts/figures.ts';

const known: Readonly<Record<string, FigureWords>> = figures;

const isKnown = (value: number | null | undefined): value is number => Number.isFinite(value);

/** A figure with its unit, as the language writes it; `quote` names the money. One that is not known is a dash. */
export function figureText(
  code: string,
  value: number | null | undefined,
  { language, quote = '' }: { language: Language; quote?: string },
): string {
  if (!isKnown(value)) return '—';
  const way = known[code]?.way ?? 'plain';
  const written = writeFigure(value, way, language);
  return way === 'money' && quote !== '' ? `${written} ${quote}` : written;
}
