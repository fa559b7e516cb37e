import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cancelSubscription, getSubscriptions, type Subscription } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatDecimal } from '../../shared/format/numbers.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { CancelButton } from './cancel-button.tsx';
import { requestText } from './request-text.ts';

const TONES: Record<Subscription['status'], Tone> = { queued: 'warn', executed: 'good', refunded: 'neutral' };

/** What was asked for, and what became of it. */
export function SubscriptionsCard() {
  const { t } = useTranslation();
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
          <SubscriptionRow key={one.subscriptionId} subscription={one} />
        ))}
      </ul>
    </Card>
  );
}

function SubscriptionRow({ subscription }: { subscription: Subscription }) {
  const { t, i18n } = useTranslation();
  const { subscriptionId, status, units, navPerUnit } = subscription;
  const why = requestText(t, subscription);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Badge tone={TONES[status]}>{t(`invest.subscriptionState.${status}`)}</Badge>
      <span className="num text-xs text-faint">{formatInstant(subscription.requestedAtMs, i18n.language)} UTC</span>
      <span className="ml-auto font-medium">
        <Amount money={subscription.cash} />
      </span>
      {units && navPerUnit && (
        <span className="num w-full text-right text-xs text-faint">
          {formatDecimal(units, 6, i18n.language)} × {formatDecimal(navPerUnit, 6, i18n.language)}
        </span>
      )}
      {why && <span className="w-full text-xs text-soft">{why}</span>}
      {status === 'queued' && <CancelButton cancel={() => call(cancelSubscription, { params: { subscriptionId } })} />}
    </li>
  );
}
