import { useMutation } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { subscribe, type Money, type Product } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

type Props = { product: Product; money: Money; idempotencyKey: string; onEdit: () => void; onAgain: () => void };

/** The last look before money moves. Nothing is shown as done before the server has said so. */
export function ReviewStep({ product, money, idempotencyKey, onEdit, onAgain }: Props) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const refresh = useRefreshMoney();
  const cash = formatMoney(money, i18n.language, { exact: true });
  const send = useMutation({
    mutationFn: () =>
      call(
        subscribe,
        { params: { productId: product.productId }, body: { cashMinor: money.minor, riskAccepted: true } },
        { idempotencyKey },
      ),
    onSuccess: refresh,
  });
  if (send.isSuccess)
    return (
      <div role="status" className="flex flex-col gap-3 rounded-lg bg-good-wash p-4" data-testid="subscription-queued">
        <p className="font-semibold text-good">{t('invest.queuedTitle')}</p>
        <p className="num text-lg font-semibold">{cash}</p>
        <p className="flex items-center gap-2 text-soft">
          <Clock aria-hidden size={15} />
          {t('invest.queued')}
        </p>
        <Button onClick={onAgain}>{t('invest.another')}</Button>
      </div>
    );
  return (
    <section aria-label={t('invest.reviewTitle')} className="flex flex-col gap-3 rounded-lg border border-strong p-4">
      <h3 className="font-semibold">{t('invest.reviewTitle')}</h3>
      <p className="num text-2xl font-semibold tracking-tight">{cash}</p>
      <p className="text-soft">{t('invest.reviewText', { cash })}</p>
      {send.isError && <Problem error={send.error} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" className="flex-1" disabled={!online || send.isPending} onClick={() => send.mutate()}>
          {t(send.isPending ? 'invest.sending' : 'invest.confirm')}
        </Button>
        <Button disabled={send.isPending} onClick={onEdit}>
          {t('invest.edit')}
        </Button>
      </div>
    </section>
  );
}
