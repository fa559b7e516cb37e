import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rejectWithdrawal, type WithdrawalToApprove } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatMoney } from '../../shared/format/numbers.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const REASON_MIN = 3;
const REASON_MAX = 200;

type Props = { withdrawal: WithdrawalToApprove; onDone: () => void; onClose: () => void };

/** Refuses a withdrawal, with the reason that its owner is shown. */
export function RejectDialog({ withdrawal, onDone, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { withdrawalId, email, amount } = withdrawal;
  const isShort = reason.trim().length < REASON_MIN;
  const reject = useMutation({
    mutationFn: () => call(rejectWithdrawal, { params: { withdrawalId }, body: { reason: reason.trim() } }),
    onSuccess: onClose,
    onSettled: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isShort) reject.mutate();
  };
  return (
    <Dialog open title={t('admin.approvals.rejectTitle', { email })} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-soft">{t('admin.approvals.rejectText', { cash: formatMoney(amount, i18n.language) })}</p>
        <Field
          label={t('admin.approvals.reason')}
          value={reason}
          maxLength={REASON_MAX}
          onChange={(event) => setReason(event.target.value)}
          fault={tried && isShort ? t('admin.approvals.reasonFault') : null}
        />
        {reject.isError && <Problem error={reject.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" variant="danger" disabled={reject.isPending}>
            {t('admin.approvals.rejectConfirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
