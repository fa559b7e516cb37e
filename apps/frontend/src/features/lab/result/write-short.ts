/** A number in few digits: values of parameters and of objectives on an axis. */
export const writeShort = (value: number, language: string): string =>
  Number.isFinite(value)
    ? new Intl.NumberFormat(language, { maximumSignificantDigits: 4 }).format(value).replace('-', '−')
    : '—';
