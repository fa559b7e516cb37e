type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** Texts of one part of the screen in both languages; a key that one of them lacks does not compile. */
export const bilingual = <T extends object>(es: T, en: Shape<T>): { es: T; en: Shape<T> } => ({ es, en });
