import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { firstDirection, sortTickers, type Order, type SortKey } from './sort-tickers.ts';
import { TickerTable } from './ticker-table.tsx';
import { useTickers } from './use-tickers.ts';

const route = getRouteApi('/signed-in/markets');

/** Every instrument with its last day, to search, order and open. */
export function MarketsPage() {
  const { t } = useTranslation();
  const { q = '', sort = 'quoteVolume24h', dir } = route.useSearch();
  const navigate = route.useNavigate();
  const tickers = useTickers();
  const order: Order = { by: sort, direction: dir ?? firstDirection(sort) };
  const search = (query: string): void =>
    void navigate({ search: (old) => ({ ...old, q: query || undefined }), replace: true });
  const sortBy = (by: SortKey): void => {
    const turned = order.direction === 'asc' ? 'desc' : 'asc';
    void navigate({
      search: (old) => ({ ...old, sort: by, dir: by === order.by ? turned : firstDirection(by) }),
      replace: true,
    });
  };
  const rows = tickers.data ? sortTickers(tickers.data, q, order) : [];
  return (
    <Page
      title={t('markets.title')}
      lead={tickers.data && t('markets.count', { count: tickers.data.length })}
      actions={
        <label className="relative block w-full sm:w-64">
          <span className="sr-only">{t('markets.search')}</span>
          <Search aria-hidden size={15} className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
          <input
            type="search"
            value={q}
            maxLength={30}
            placeholder={t('markets.search')}
            onChange={(event) => search(event.target.value)}
            className="h-9 w-full rounded-md border border-line bg-surface pr-3 pl-9 placeholder:text-faint pointer-coarse:h-11"
          />
        </label>
      }
    >
      {tickers.isError && <Problem error={tickers.error} retry={tickers.refetch} />}
      <Card flush>
        {tickers.isPending && <Pending className="p-4" heights={Array.from({ length: 7 }, () => '2.75rem')} />}
        {tickers.data?.length === 0 && <Empty title={t('markets.noneTitle')} text={t('markets.noneText')} />}
        {tickers.data && tickers.data.length > 0 && rows.length === 0 && (
          <Empty
            title={t('markets.noMatchTitle', { query: q })}
            text={t('markets.noMatchText')}
            action={<Button onClick={() => search('')}>{t('markets.clear')}</Button>}
          />
        )}
        {rows.length > 0 && <TickerTable rows={rows} order={order} onSort={sortBy} />}
      </Card>
    </Page>
  );
}
