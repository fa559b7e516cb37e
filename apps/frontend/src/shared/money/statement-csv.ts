import type { TFunction } from 'i18next';
import type { Money, StatementLine } from '@orbiquant/contracts';
import { decimalOfMoney } from '../format/numbers.ts';
import { bookingText } from './booking-text.ts';

const COLUMNS = ['time', 'reason', 'memo', 'change', 'balance', 'currency', 'id'] as const;

/** The statement as a table for spreadsheets: exact amounts with a decimal point, times in UTC, newest first. */
export function statementCsv(lines: readonly StatementLine[], t: TFunction): string {
  const head = COLUMNS.map((column) => t(`wallet.csvHead.${column}`));
  const rows = lines.map((line) => [
    new Date(line.bookedAtMs).toISOString(),
    bookingText(t, line.reason),
    line.memo,
    exact(line.change),
    exact(line.balanceAfter),
    line.change.currency,
    line.transferId,
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const exact = (money: Money): string => decimalOfMoney(money).toFixed(money.exponent);

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A text that a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
