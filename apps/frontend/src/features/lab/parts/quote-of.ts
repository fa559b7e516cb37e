/** The money that a run is counted in. */
export const quoteOf = (symbols: readonly string[]): string => symbols[0]?.split('/')[1] ?? '';
