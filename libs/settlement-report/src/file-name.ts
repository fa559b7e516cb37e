import type { SettlementReport } from '@orbiquant/contracts';

/** `settlement-2026-02-28.csv`, with the minute of a look that was not the close. */
export const fileNameOf = ({ day, cycle }: SettlementReport, extension: string): string =>
  `settlement-${day}${cycle === 'close' ? '' : `-${cycle.slice(11).replaceAll(/[^0-9]/g, '')}`}.${extension}`;
