/** Markup that may be put into a page as it is. */
export type Html = { readonly markup: string };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (value: unknown): string => {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(escaped).join('');
  if (typeof value === 'object' && 'markup' in value) return String(value.markup);
  return String(value).replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
};

/** A piece of a page; whatever is put into it is text unless it is such a piece itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly unknown[]): Html => ({
  markup: parts.map((part, place) => part + (place < values.length ? escaped(values[place]) : '')).join(''),
});
