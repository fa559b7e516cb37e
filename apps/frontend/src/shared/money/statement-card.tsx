import { useMutation, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getStatement, type StatementLine } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { formatInstant } from '../format/times.ts';
import { Amount } from './amount.tsx';
import { bookingText } from './booking-text.ts';
import { statementCsv } from './statement-csv.ts';
import { saveFile } from '../save-file.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Pending } from '../ui/pending.tsx';
import { Problem } from '../ui/problem.tsx';
import { Table } from '../ui/table.tsx';

/** The wallet line by line. */
export function StatementCard() {
  const { t, i18n } = useTranslation();
  const statement = useQuery({
    queryKey: ['statement'],
    queryFn: ({ signal }) => call(getStatement, { query: { limit: 100 } }, { signal }),
  });
  const dated = ({ bookedAtMs }: StatementLine): string => formatInstant(bookedAtMs, i18n.language);
  return (
    <div id="statement" className="scroll-mt-16">
      <Card flush title={t('invest.statement')} actions={<SaveButton />}>
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
                cell: dated,
              },
              { key: 'reason', head: t('invest.reason'), cell: (line) => bookingText(t, line.reason), below: dated },
              {
                key: 'change',
                head: t('invest.change'),
                figure: true,
                cell: (line) => <Amount money={line.change} signed />,
                below: (line) => <Amount money={line.balanceAfter} />,
              },
              {
                key: 'balance',
                head: t('invest.balanceAfter'),
                figure: true,
                wide: true,
                cell: (line) => <Amount money={line.balanceAfter} />,
              },
            ]}
          />
        )}
      </Card>
    </div>
  );
}

const ALL = 1000;

/** The whole statement as a file, fetched when it is asked for. */
function SaveButton() {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: async () => {
      const lines = await call(getStatement, { query: { limit: ALL } });
      saveFile(new Blob([`\uFEFF${statementCsv(lines, t)}`], { type: 'text/csv' }), 'orbiquant-statement.csv');
    },
  });
  return (
    <span className="flex flex-wrap items-center gap-2">
      {save.isError && <Problem error={save.error} />}
      <Button disabled={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden size={14} />
        {t(save.isPending ? 'wallet.csvWorking' : 'wallet.csv')}
      </Button>
    </span>
  );
}
