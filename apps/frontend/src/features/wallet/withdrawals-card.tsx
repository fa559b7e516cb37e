import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WithdrawalView } from '@orbiquant/contracts';
import { formatInstant } from '../../shared/format/times.ts';
import { Amount } from '../../shared/money/amount.tsx';
import { useWithdrawals } from '../../shared/money/use-wallet.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge, type Tone } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { mayCancel } from './steps-of.ts';
import { WithdrawalSteps } from './withdrawal-steps.tsx';
import { withdrawalReason } from './withdrawal-reason.ts';

const TONES: Record<WithdrawalView['status'], Tone> = {
  requested: 'warn',
  approved: 'accent',
  submitting: 'accent',
  unknown: 'warn',
  submitted: 'accent',
  reversing: 'warn',
  paid: 'good',
  returned: 'bad',
  failed: 'bad',
  canceled: 'neutral',
  rejected: 'bad',
};

/** Money on its way to the bank, each with how far it is in plain words. */
export function WithdrawalsCard() {
  const { t } = useTranslation();
  const withdrawals = useWithdrawals();
  const [canceling, setCanceling] = useState<WithdrawalView | null>(null);
  return (
    <Card title={t('withdrawal.list')}>
      <Loaded of={withdrawals} heights={['5rem', '5rem']}>
        {(list) =>
          list.length === 0 ? (
            <p className="py-2 text-soft">{t('withdrawal.none')}</p>
          ) : (
            <ul className="max-h-[36rem] divide-y divide-line overflow-auto" data-testid="withdrawals">
              {list.map((one) => (
                <WithdrawalRow key={one.withdrawalId} withdrawal={one} onCancel={() => setCanceling(one)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {canceling && <CancelDialog withdrawal={canceling} onClose={() => setCanceling(null)} />}
    </Card>
  );
}

function WithdrawalRow({ withdrawal, onCancel }: { withdrawal: WithdrawalView; onCancel: () => void }) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const { status, reason, approvals, approvalsNeeded: needed } = withdrawal;
  return (
    <li className="flex flex-col gap-2 py-3" data-testid="withdrawal" data-state={status}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={TONES[status]}>{t(`withdrawal.state.${status}`)}</Badge>
        <span className="num text-xs text-faint">{formatInstant(withdrawal.requestedAtMs, i18n.language)} UTC</span>
        <span className="ml-auto font-medium">
          <Amount money={withdrawal.amount} />
        </span>
      </div>
      <WithdrawalSteps status={status} />
      <div className="flex flex-wrap items-end justify-between gap-2">
        <p className="min-w-0 flex-1 text-soft">
          {t(`withdrawal.meaning.${status}`, { approvals, needed })}
          {reason && <span className="block">{t('withdrawal.why', { why: withdrawalReason(t, reason) })}</span>}
        </p>
        {mayCancel(withdrawal) && (
          <Button disabled={!online} onClick={onCancel}>
            {t('withdrawal.cancel')}
          </Button>
        )}
      </div>
    </li>
  );
}
