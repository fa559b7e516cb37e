import type { ReactNode } from 'react';

/**
 * A column: its heading, what stands in it, and whether it is a figure. `wide` columns leave narrow screens; what they say
 * may stand `below` another there.
 */
export type Column<T> = {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  figure?: boolean;
  wide?: boolean;
  below?: (row: T) => ReactNode;
};

type Props<T> = { label: string; columns: readonly Column<T>[]; rows: readonly T[]; rowKey: (row: T) => string };

/** A plain table; it scrolls sideways inside its card rather than the page. */
export function Table<T>({ label, columns, rows, rowKey }: Props<T>) {
  const look = ({ figure, wide }: Column<T>): string =>
    `${figure ? 'num text-right' : 'text-left'} ${wide ? 'hidden md:table-cell' : ''}`;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-faint">
            {columns.map((column) =>
              column.head === '' ? (
                <td key={column.key} />
              ) : (
                <th
                  key={column.key}
                  scope="col"
                  className={`px-2 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4 sm:px-4 ${look(column)}`}
                >
                  {column.head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0 hover:bg-raised">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={`h-10 px-2 py-1.5 first:pl-4 last:pr-4 sm:px-4 whitespace-nowrap ${look(column)}`}
                >
                  {column.cell(row)}
                  {column.below && <span className="num block text-xs text-faint md:hidden">{column.below(row)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
