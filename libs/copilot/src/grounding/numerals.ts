import type { Language } from '../language.ts';

/** Number words in both languages; "one" and "un/una/uno" are left out, because they are articles and pronouns first. */
const WORDS = new Set(
  `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
  twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions
  trillion dozen dozens half twice double triple quarter third
  dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve
  veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve
  treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos doscientos trescientos cuatrocientos quinientos
  seiscientos setecientos ochocientos novecientos mil miles millon millones billon billones docena docenas mitad doble triple
  tercio cuarto`.split(/\s+/),
);

/** Words that are numerals in one language and something else in the other. */
const ONLY_IN: Readonly<Record<string, Language>> = { ten: 'en', once: 'es', third: 'en', tercio: 'es' };

/** Every numeral of a text, in digits of any script or in words, in one comparable form. */
export function numeralsIn(text: string, language: Language): string[] {
  const visible = text.replace(/\p{Cf}/gu, '');
  const tokens = visible.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}.,'/]*/gu) ?? [];
  return tokens.filter((token) => isNumeral(token, language)).map((token) => plain(token).replace(/[.,'/]+$/, ''));
}

const plain = (token: string): string => token.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Asked of the token as it stands too: a Roman numeral sign turns into plain letters. */
const isNumeral = (token: string, language: Language): boolean =>
  /\p{N}/u.test(token) ||
  /\p{N}/u.test(plain(token)) ||
  plain(token)
    .split(/[.,'/]/)
    .some((word) => WORDS.has(word) && (ONLY_IN[word] ?? language) === language);
