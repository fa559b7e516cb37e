const NAME_MAX = 60;

/** What somebody calls their rules, as a name that the rule language takes: lower-case words with dashes. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, NAME_MAX)
    .replace(/-+$/, '');
