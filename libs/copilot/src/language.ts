import type { Unit } from './tools/index.ts';

/** The languages that the copilot speaks. */
export type Language = 'es' | 'en';

const TRENDS: Record<Language, Record<string, string>> = {
  en: { up: 'up', down: 'down', sideways: 'sideways' },
  es: { up: 'alcista', down: 'bajista', sideways: 'lateral' },
};
/** A figure as it is written: prices with as many decimals as their size asks for, shares as percentages, words in the language. */
export function formatFigure(value: number | string, unit: Unit, language: Language): string {
  if (typeof value === 'string') return unit === 'trend' ? (TRENDS[language][value] ?? value) : value;
  if (unit === 'share') return `${grouped(100 * value, 2, language)} %`;
  if (unit === 'price') return grouped(value, decimalsOf(value), language);
  return grouped(value, unit === 'quantity' ? 2 : 0, language);
}

function decimalsOf(price: number): number {
  const size = Math.abs(price);
  if (size >= 1_000) return 2;
  return size >= 1 ? 4 : 8;
}

/** Written by hand, because the tables behind `Intl` differ between machines. */
function grouped(value: number, decimals: number, language: Language): string {
  const [whole = '', rest] = Math.abs(value).toFixed(decimals).split('.');
  const [group, point] = language === 'es' ? ['.', ','] : [',', '.'];
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const text = rest === undefined ? groups : `${groups}${point}${rest}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}
