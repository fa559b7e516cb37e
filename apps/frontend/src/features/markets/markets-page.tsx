import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getRouteApi } from '@tanstack/react-router';
import type { Ticker } from '@orbiquant/contracts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { firstDirection, sortTickers, type Order, type SortKey } from './sort-tickers.ts';
import { TickerTable } from './ticker-table.tsx';
import { useTickers } from './use-tickers.ts';

const route = getRouteApi('/signed-in/markets');

/** Every instrument with its last day, to search, order and open. */
export function MarketsPage() {
  const { t } = useTranslation();
  const { q = '', ...sorting } = route.useSearch();
  const navigate = route.useNavigate();
  const tickers = useTickers();
  const order = orderOf(sorting);
  const search = (query: string): void =>
    void navigate({ search: (old) => ({ ...old, q: query || undefined }), replace: true });
  const sortBy = (by: SortKey): void => {
    const turned = order.direction === 'asc' ? 'desc' : 'asc';
    void navigate({
      search: (old) => ({ ...old, sort: by, dir: by === order.by ? turned : firstDirection(by) }),
      replace: true,
    });
  };
  return (
    <Page
      title={t('markets.title')}
      lead={tickers.data && t('markets.count', { count: tickers.data.length })}
      actions={<SearchBox query={q} onChange={search} />}
    >
      <Card flush>
        <Loaded of={tickers} heights={Array.from({ length: 7 }, () => '2.75rem')} className="p-4">
          {(all) => <Found all={all} query={q} order={order} onSort={sortBy} onClear={() => search('')} />}
        </Loaded>
      </Card>
    </Page>
  );
}

function orderOf({
  sort: by = 'quoteVolume24h',
  dir,
}: {
  sort?: SortKey | undefined;
  dir?: Order['direction'] | undefined;
}): Order {
  return { by, direction: dir ?? firstDirection(by) };
}

type FoundProps = {
  all: readonly Ticker[];
  query: string;
  order: Order;
  onSort: (by: SortKey) => void;
  onClear: () => void;
};

function Found({ all, query, order, onSort, onClear }: FoundProps) {
  const { t } = useTranslation();
  if (all.length === 0) return <Empty title={t('markets.noneTitle')} text={t('markets.noneText')} />;
  const rows = sortTickers(all, query, order);
  if (rows.length > 0) return <TickerTable rows={rows} order={order} onSort={onSort} />;
  return (
    <Empty
      title={t('markets.noMatchTitle', { query })}
      text={t('markets.noMatchText')}
      action={<Button onClick={onClear}>{t('markets.clear')}</Button>}
    />
  );
}

function SearchBox({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const { t } = useTranslation();
  return (
    <label className="relative block w-full sm:w-64">
      <span className="sr-only">{t('markets.search')}</span>
      <Search aria-hidden size={15} className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
      <input
        type="search"
        value={query}
        maxLength={30}
        placeholder={t('markets.search')}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-full rounded-md border border-line bg-surface pr-3 pl-9 placeholder:text-faint pointer-coarse:h-11"
      />
    </label>
  );
}
