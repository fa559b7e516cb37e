import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cancelPlan, checkoutPlan, getPlan, type PlanView } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../shared/api/call.ts';
import { formatDay } from '../../shared/format/times.ts';
import { leaveFor } from '../../shared/leave-for.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const KEY = ['plan'];
const AWAITED_MS = 2_000;

/** What the person may use; `isAwaited` after a visit to the page on which it is paid. */
export function PlanCard({ isEnabled, isAwaited }: { isEnabled: boolean; isAwaited: boolean }) {
  const { t } = useTranslation();
  const plan = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(getPlan, {}, { signal }),
    refetchInterval: ({ state }) => (isAwaited && state.data?.plan !== 'pro' ? AWAITED_MS : false),
  });
  return (
    <Card title={t('wallet.plan.title')}>
      <Loaded of={plan} heights={['4rem']}>
        {(view) => <Plan view={view} isEnabled={isEnabled} isAwaited={isAwaited} />}
      </Loaded>
    </Card>
  );
}

function Plan({ view, isEnabled, isAwaited }: { view: PlanView; isEnabled: boolean; isAwaited: boolean }) {
  const { t } = useTranslation();
  const { plan } = view;
  return (
    <div className="flex flex-col items-start gap-2" data-testid="plan" data-plan={plan}>
      <Badge tone={plan === 'pro' ? 'accent' : 'neutral'}>{t(`wallet.plan.${plan}`)}</Badge>
      <p className="text-soft">{t(plan === 'pro' ? 'wallet.plan.proText' : 'wallet.plan.freeText')}</p>
      <Billing view={view} />
      {isAwaited && plan === 'free' && <p role="status">{t('wallet.plan.waiting')}</p>}
      {plan === 'pro' ? <End /> : <Upgrade isEnabled={isEnabled} />}
    </div>
  );
}

function Billing({ view: { status, periodEndMs } }: { view: PlanView }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {periodEndMs !== null && <p>{t('wallet.plan.until', { at: formatDay(periodEndMs, i18n.language) })}</p>}
      {status && status !== 'active' && <p className="text-warn">{t('wallet.plan.status', { status })}</p>}
    </>
  );
}

function Upgrade({ isEnabled }: { isEnabled: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  const [idempotencyKey] = useState(newId);
  const open = useMutation({
    mutationFn: () => call(checkoutPlan, {}, { idempotencyKey }),
    onSuccess: ({ url }) => leaveFor(url),
  });
  const isBusy = open.isPending || open.isSuccess;
  return (
    <>
      {open.isError && <Problem error={open.error} />}
      <Button disabled={!online || !isEnabled || isBusy} onClick={() => open.mutate()}>
        {t(isBusy ? 'wallet.plan.opening' : 'wallet.plan.upgrade')}
      </Button>
    </>
  );
}

function End() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => call(cancelPlan, {}),
    onSuccess: (view) => {
      queries.setQueryData(KEY, view);
      setAsking(false);
    },
  });
  if (end.isSuccess) return <p role="status">{t('wallet.plan.ended')}</p>;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('wallet.plan.end')}</Button>
      <Dialog open={isAsking} title={t('wallet.plan.endTitle')} onClose={() => setAsking(false)}>
        <p className="text-soft">{t('wallet.plan.endText')}</p>
        {end.isError && <Problem error={end.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" disabled={end.isPending} onClick={() => end.mutate()}>
            {t('wallet.plan.endConfirm')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
