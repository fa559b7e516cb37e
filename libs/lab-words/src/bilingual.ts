/** Sentences by code in both languages. */
export type Bilingual = {
  readonly es: Readonly<Record<string, string>>;
  readonly en: Readonly<Record<string, string>>;
};
