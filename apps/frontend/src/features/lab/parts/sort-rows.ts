/** What a cell is ordered by: text by the alphabet, numbers by size; what is missing comes last either way. */
export type SortValue = string | number | null;
export type Sorting = { by: string; direction: 'ascending' | 'descending' };

/** The rows in an order; equal ones stay as they were. */
export function sortRows<T>(rows: readonly T[], valueOf: (row: T) => SortValue, direction: Sorting['direction']): T[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right);
  });
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
