import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { redeem, type HoldingDetail } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatDecimal, formatMoney } from '../../shared/format/numbers.ts';
import { formatAge, formatInstant } from '../../shared/format/times.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import type { RedeemWish } from './check-redemption.ts';
import { useTerms } from './use-pool.ts';

type Props = {
  holding: HoldingDetail;
  wish: RedeemWish;
  idempotencyKey: string;
  onEdit: () => void;
  onAgain: () => void;
};

/** The last look before units leave: what, when at the earliest, at which price, and what may hold it up. */
export function RedeemReview({ holding, wish, idempotencyKey, onEdit, onAgain }: Props) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const refresh = useRefreshMoney();
  const { productId } = holding;
  const send = useMutation({
    mutationFn: () => call(redeem, { params: { productId }, body: wish }, { idempotencyKey }),
    onSuccess: refresh,
  });
  const what = wishText(t, { wish, holding, language: i18n.language });
  if (send.isSuccess)
    return (
      <div role="status" data-testid="redemption-queued" className="flex flex-col gap-3 rounded-lg bg-good-wash p-4">
        <p className="font-semibold text-good">{t('pool.redeem.done')}</p>
        <p className="num text-lg font-semibold">{what}</p>
        <p className="text-soft">{t('pool.redeem.doneText')}</p>
        <Button onClick={onAgain}>{t('pool.redeem.another')}</Button>
      </div>
    );
  return (
    <section
      aria-label={t('pool.redeem.reviewTitle')}
      className="flex flex-col gap-3 rounded-lg border border-strong p-4"
    >
      <h3 className="font-semibold">{t('pool.redeem.reviewTitle')}</h3>
      <p className="num text-2xl font-semibold tracking-tight">{what}</p>
      <Points holding={holding} />
      {send.isError && <Problem error={send.error} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" className="flex-1" disabled={!online || send.isPending} onClick={() => send.mutate()}>
          {t(send.isPending ? 'invest.sending' : 'pool.redeem.confirm')}
        </Button>
        <Button disabled={send.isPending} onClick={onEdit}>
          {t('invest.edit')}
        </Button>
      </div>
    </section>
  );
}

type Shown = { wish: RedeemWish; holding: HoldingDetail; language: string };

function wishText(t: TFunction, { wish, holding, language }: Shown): string {
  if (wish.ask === 'all') return t('pool.redeem.wish.all');
  if (wish.ask === 'units')
    return t('pool.redeem.wish.units', { units: formatDecimal(wish.units, wish.units.decimalPlaces(), language) });
  const cash = { ...holding.netValue, minor: wish.cashMinor };
  return t('pool.redeem.wish.cash', { cash: formatMoney(cash, language, { exact: true }) });
}

function Points({ holding: { productId, leaveAtMs, asOfMs } }: { holding: HoldingDetail }) {
  const { t, i18n } = useTranslation();
  const noticeMs = useTerms(productId).data?.inForce.noticeMs ?? 0;
  const isLater = leaveAtMs !== null && leaveAtMs > asOfMs;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4 text-soft">
      <li>
        {isLater
          ? t('pool.redeem.earliest', { at: formatInstant(leaveAtMs, i18n.language) })
          : t('pool.redeem.earliestNow')}
      </li>
      <li>{t('pool.redeem.price')}</li>
      {noticeMs > 0 && <li>{t('pool.redeem.notice', { notice: formatAge(noticeMs, t) })}</li>}
      <li>{t('pool.redeem.gate')}</li>
      <li>{t('pool.redeem.fees')}</li>
      <li>{t('pool.redeem.toWallet')}</li>
    </ul>
  );
}
