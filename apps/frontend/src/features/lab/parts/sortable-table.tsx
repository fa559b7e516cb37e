import { useMemo, useState, type ReactNode } from 'react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/ui/button.tsx';
import { sortRows, type Sorting, type SortValue } from './sort-rows.ts';

/** A column that can be ordered by. */
export type SortColumn<T> = {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  value: (row: T) => SortValue;
  figure?: boolean;
};

type Props<T> = {
  label: string;
  columns: readonly SortColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  first?: Sorting;
  isMarked?: (row: T) => boolean;
};

const PAGE = 25;

/** A table that is ordered by the column that is clicked, a page at a time; it scrolls inside its card. */
export function SortableTable<T>({ label, columns, rows, rowKey, first, isMarked }: Props<T>) {
  const [sorting, setSorting] = useState<Sorting | undefined>(first);
  const [page, setPage] = useState(0);
  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sorting?.by);
    return column && sorting ? sortRows(rows, column.value, sorting.direction) : rows;
  }, [rows, columns, sorting]);
  const sortBy = (by: string): void => {
    const turned = sorting?.by === by && sorting.direction === 'descending' ? 'ascending' : 'descending';
    setSorting({ by, direction: turned });
    setPage(0);
  };
  const shown = sorted.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
        <table className="w-full border-collapse">
          <caption className="sr-only">{label}</caption>
          <Head columns={columns} sorting={sorting} onSort={sortBy} />
          <tbody>
            {shown.map((row) => (
              <tr
                key={rowKey(row)}
                className={`border-b border-line last:border-0 hover:bg-raised ${isMarked?.(row) ? 'bg-raised' : ''}`}
              >
                {columns.map(({ key, cell, figure }) => (
                  <td
                    key={key}
                    className={`h-10 px-3 py-1.5 whitespace-nowrap first:pl-4 last:pr-4 ${figure ? 'num text-right' : ''}`}
                  >
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > PAGE && <Pages page={page} count={rows.length} onPage={setPage} />}
    </>
  );
}

type HeadProps<T> = {
  columns: readonly SortColumn<T>[];
  sorting: Sorting | undefined;
  onSort: (by: string) => void;
};

function Head<T>({ columns, sorting, onSort }: HeadProps<T>) {
  return (
    <thead>
      <tr className="border-b border-line text-xs text-faint">
        {columns.map(({ key, head, figure }) => {
          const direction = sorting?.by === key ? sorting.direction : undefined;
          const Icon = direction === 'ascending' ? ArrowUp : ArrowDown;
          return (
            <th
              key={key}
              scope="col"
              aria-sort={direction}
              className={`px-3 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4 ${figure ? 'text-right' : 'text-left'}`}
            >
              <button
                type="button"
                onClick={() => onSort(key)}
                className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
              >
                {head}
                <Icon aria-hidden size={12} className={direction ? '' : 'invisible'} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Pages({ page, count, onPage }: { page: number; count: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const to = Math.min(count, (page + 1) * PAGE);
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2">
      <p role="status" className="num text-xs text-soft">
        {t('labResult.shown', { from: page * PAGE + 1, to, count })}
      </p>
      <span className="flex gap-2">
        <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
          {t('labResult.previous')}
        </Button>
        <Button disabled={to === count} onClick={() => onPage(page + 1)}>
          {t('labResult.next')}
        </Button>
      </span>
    </div>
  );
}
