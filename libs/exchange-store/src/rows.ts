/** A stored row: column names in snake case. */
export type Row = Record<string, unknown>;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A record as a row that JSON can carry: big integers as text. */
export const rowOf = (record: object): Row =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [snake(name), typeof value === 'bigint' ? value.toString() : value]),
  );

/** A row as the record it was made from. */
export const recordOf = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));
