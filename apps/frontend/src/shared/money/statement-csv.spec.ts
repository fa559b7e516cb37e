import { beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import type { StatementLine } from '@orbiquant/contracts';
import { startI18n } from '../i18n/i18n.ts';
import { statementCsv } from './statement-csv.ts';

const usdt = (minor: bigint) => ({ currency: 'USDT', exponent: 6, minor });
const line = (over: Partial<StatementLine> = {}): StatementLine => ({
  transferId: '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e',
  bookedAtMs: Date.UTC(2026, 0, 15, 10),
  reason: 'deposit',
  memo: 'card',
  change: usdt(-1_000_001n),
  balanceAfter: usdt(12_345_678_901_234_567_890n),
  ...over,
});

describe('the statement as a file', () => {
  beforeAll(async () => {
    globalThis.localStorage ??= { getItem: () => null } as never;
    globalThis.document ??= { documentElement: {} } as never;
    await startI18n('es');
  });

  it('keeps every minor unit of amounts that no float could hold', () => {
    const [head, row] = statementCsv([line()], i18next.t).split('\r\n');
    expect(head).toBe('fecha_utc,concepto,detalle,importe,saldo,moneda,referencia');
    expect(row).toBe(
      '2026-01-15T10:00:00.000Z,Ingreso con tarjeta,card,-1.000001,12345678901234.567890,USDT,018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e',
    );
  });

  it('a note that a spreadsheet would run stays a note, and quotes are kept', () => {
    const [, row] = statementCsv([line({ memo: '=HYPERLINK("x"),1' })], i18next.t).split('\r\n');
    expect(row).toContain(`"'=HYPERLINK(""x""),1"`);
  });
});
