/** Objects of one kind, in order of creation, each replaced as a whole when it changes, so that a snapshot costs nothing. */
export type Table<T extends { readonly id: string }> = {
  readonly rows: T[];
  /** Where an id lies in `rows`. */
  readonly places: Map<string, number>;
};

/** A table of nothing. */
export const emptyTable = <T extends { readonly id: string }>(): Table<T> => ({ rows: [], places: new Map() });

/** Adds an object, or puts its next version in its place. */
export function put<T extends { readonly id: string }>(table: Table<T>, row: T): T {
  const place = table.places.get(row.id);
  if (place === undefined) table.places.set(row.id, table.rows.push(row) - 1);
  else table.rows[place] = row;
  return row;
}

/** The object of an id. */
export function rowOf<T extends { readonly id: string }>(table: Table<T>, id: string): T | undefined {
  const place = table.places.get(id);
  return place === undefined ? undefined : table.rows[place];
}
