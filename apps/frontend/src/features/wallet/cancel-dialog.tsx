import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cancelWithdrawal, type WithdrawalView } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { useRefreshMoney } from '../../shared/money/use-refresh-money.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

type Props = { withdrawal: WithdrawalView; onClose: () => void };

/** Takes a withdrawal back, once confirmed. */
export function CancelDialog({ withdrawal, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const refresh = useRefreshMoney();
  const { withdrawalId } = withdrawal;
  const cancel = useMutation({
    mutationFn: () => call(cancelWithdrawal, { params: { withdrawalId } }),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <Dialog open title={t('withdrawal.cancelTitle')} onClose={onClose}>
      <p className="text-soft">{t('withdrawal.cancelText', { cash: formatMoney(withdrawal.amount, i18n.language) })}</p>
      {cancel.isError && <Problem error={cancel.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {t('withdrawal.keep')}
        </Button>
        <Button variant="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('withdrawal.cancelConfirm')}
        </Button>
      </div>
    </Dialog>
  );
}
