import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { getStatement } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { texts } from '../../shared/i18n/texts.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { Table } from '../../shared/ui/table.tsx';

/** The wallet line by line. */
export function StatementCard() {
  const { t, i18n } = useTranslation();
  const statement = useQuery({
    queryKey: ['statement'],
    queryFn: ({ signal }) => call(getStatement, { query: { limit: 100 } }, { signal }),
  });
  return (
    <div id="statement" className="scroll-mt-16">
      <Card flush title={t('invest.statement')}>
        {statement.isPending && <Pending className="p-4" heights={['2.5rem', '2.5rem', '2.5rem']} />}
        {statement.isError && <Problem error={statement.error} retry={statement.refetch} />}
        {statement.data?.length === 0 && <p className="px-4 pb-4 text-soft">{t('invest.noStatement')}</p>}
        {statement.data && statement.data.length > 0 && (
          <Table
            label={t('invest.statement')}
            rows={statement.data}
            rowKey={({ transferId }) => transferId}
            columns={[
              {
                key: 'time',
                head: t('agents.columns.time'),
                wide: true,
                cell: (line) => formatInstant(line.bookedAtMs, i18n.language),
              },
              { key: 'reason', head: t('invest.reason'), cell: (line) => bookingText(t, line.reason) },
              {
                key: 'change',
                head: t('invest.change'),
                figure: true,
                cell: (line) => <Amount money={line.change} signed />,
              },
              {
                key: 'balance',
                head: t('invest.balanceAfter'),
                figure: true,
                cell: (line) => <Amount money={line.balanceAfter} />,
              },
            ]}
          />
        )}
      </Card>
    </div>
  );
}

type Booking = keyof (typeof texts)['es']['invest']['reasonText'];
const isBooking = (reason: string): reason is Booking => reason in texts.es.invest.reasonText;

const bookingText = (t: TFunction, reason: string): string =>
  isBooking(reason) ? t(`invest.reasonText.${reason}`) : reason;
