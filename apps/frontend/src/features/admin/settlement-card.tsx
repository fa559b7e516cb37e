import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getSettlement, getSettlements } from '@orbiquant/contracts';
import { CallError } from '../../shared/api/call-error.ts';
import { call } from '../../shared/api/call.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { SettlementButtons } from './settlement-buttons.tsx';
import { SettlementView } from './settlement-view.tsx';

/** A day as it was settled: the newest, or one that is named. */
export function SettlementCard() {
  const { t } = useTranslation();
  const settlements = useQuery({
    queryKey: ['admin', 'settlements'],
    queryFn: ({ signal }) => call(getSettlements, {}, { signal }),
    refetchInterval: 5_000,
  });
  const [named, setNamed] = useState<string | null>(null);
  const day = named ?? settlements.data?.[0]?.day ?? null;
  return (
    <Card title={t('admin.settlement.title')}>
      <Loaded of={settlements} heights={['2.5rem', '8rem']}>
        {() => (
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap items-end gap-3">
              <Field
                type="date"
                className="num"
                label={t('admin.settlement.day')}
                value={day ?? ''}
                onChange={(event) => setNamed(event.target.value)}
              />
              {day && <SettlementButtons day={day} />}
            </div>
            {day ? <Day day={day} /> : <p className="text-soft">{t('admin.settlement.noneYet')}</p>}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Day({ day }: { day: string }) {
  const { t } = useTranslation();
  const report = useQuery({
    queryKey: ['admin', 'settlements', day],
    queryFn: ({ signal }) => call(getSettlement, { params: { day }, query: {} }, { signal }),
  });
  const isMissing = report.error instanceof CallError && report.error.code === 'not-found';
  if (isMissing) return <p className="text-soft">{t('admin.settlement.none')}</p>;
  return (
    <Loaded of={report} heights={['8rem']}>
      {(found) => <SettlementView report={found} />}
    </Loaded>
  );
}
