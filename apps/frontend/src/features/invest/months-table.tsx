import { useTranslation } from 'react-i18next';
import { Amount } from '../../shared/money/amount.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { useMonths } from './use-pool.ts';

/** What each closed month brought, and what was paid of it. */
export function MonthsTable({ productId }: { productId: string }) {
  const { t } = useTranslation();
  const months = useMonths(productId);
  return (
    <section aria-label={t('pool.months.title')} className="min-w-0">
      <h3 className="mb-1 text-xs font-semibold">{t('pool.months.title')}</h3>
      <Loaded of={months} heights={['3rem']}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-soft">{t('pool.months.none')}</p>
          ) : (
            <Table
              label={t('pool.months.title')}
              rows={rows}
              rowKey={({ period }) => period}
              columns={[
                { key: 'period', head: t('pool.months.period'), cell: ({ period }) => period },
                {
                  key: 'profit',
                  head: t('pool.months.profit'),
                  figure: true,
                  cell: ({ netProfit }) => <Amount money={netProfit} signed />,
                },
                {
                  key: 'fee',
                  head: t('pool.months.fee'),
                  figure: true,
                  wide: true,
                  cell: ({ fee }) => <Amount money={fee} />,
                },
                {
                  key: 'paid',
                  head: t('pool.months.paid'),
                  figure: true,
                  cell: ({ paid }) => (paid ? <Amount money={paid} /> : t('common.none')),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
