import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getSubscriptions, type Subscription } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const TONES: Record<Subscription['status'], Tone> = { queued: 'warn', executed: 'good', refunded: 'neutral' };

/** What was asked for, and what became of it. */
export function SubscriptionsCard() {
  const { t, i18n } = useTranslation();
  const subscriptions = useQuery({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => call(getSubscriptions, {}, { signal }),
  });
  return (
    <Card title={t('invest.subscriptions')}>
      {subscriptions.isPending && <Pending heights={['2.5rem', '2.5rem']} />}
      {subscriptions.isError && <Problem error={subscriptions.error} retry={subscriptions.refetch} />}
      {subscriptions.data?.length === 0 && <p className="py-2 text-soft">{t('invest.noStatement')}</p>}
      <ul className="max-h-80 divide-y divide-line overflow-auto">
        {subscriptions.data?.map((one) => (
          <li key={one.subscriptionId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <Badge tone={TONES[one.status]}>{t(`invest.subscriptionState.${one.status}`)}</Badge>
            <span className="num text-xs text-faint">{formatInstant(one.requestedAtMs, i18n.language)} UTC</span>
            <span className="ml-auto font-medium">
              <Amount money={one.cash} />
            </span>
            {one.units && one.navPerUnit && (
              <span className="num w-full text-right text-xs text-faint">
                {formatDecimal(one.units, 6, i18n.language)} × {formatDecimal(one.navPerUnit, 6, i18n.language)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
